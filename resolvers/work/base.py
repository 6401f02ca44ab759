"""What the work of a mutation stands on: its transaction, the caller's view of rows, checks of grants and row rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from unicodedata import category

from cachetools import LRUCache
from sqlalchemy import BigInteger, Text, bindparam, func, insert, literal, select

from authz.caller import Caller
from authz.view import EntityView, View
from core.errors import TonghuError, Words
from core.ids import new_public_id, prefix_of
from db.database import Transaction
from db.lookups import Lookup, row_meets, visible_row
from db.tables import TABLES
from schema.catalog import snake
from schema.entities import CATALOG
from schema.mutations.declare import MutationSpec
from schema.predicate import FALSE, any_of

Found = Mapping[str, Any]
"""A stored row by column name."""

_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
"""General categories of control characters and of separators of lines and paragraphs."""


class Problems(Exception):  # noqa: N818 - not an error of the service: the input has problems and nothing is written
    """The input's problems; the transaction is rolled back and the payload lists them."""

    def __init__(self, *problems: TonghuError) -> None:
        super().__init__(", ".join(p.code for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mutation wrote: the key of the payload's record, the entity and key remembered for a replay."""

    key: int
    receipt: str | None = None


@cache
def _inserting(entity: str, columns: tuple[str, ...]) -> Any:
    table = TABLES[entity]
    return insert(table).values({c: bindparam(c) for c in columns}).returning(table.c.id)


_ALONE = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("names", type_=Text()), literal(0, BigInteger()))))

_LOOKUPS: LRUCache[Any, Lookup] = LRUCache(2048)


@dataclass
class Work:
    """One mutation of one caller in its transaction."""

    spec: MutationSpec
    transaction: Transaction
    dialect: str
    view: View
    caller: Caller
    now: datetime
    today: date
    attributes: Mapping[str, Any]
    secret: bytes
    input: Mapping[str, Any]
    home_district: int = 0
    problems: list[TonghuError] = field(default_factory=list)

    # -- input ------------------------------------------------------------------------------------------------------

    def given(self, name: str) -> Any:
        """An input value; None where absent or null."""
        return self.input.get(name)

    def problem(self, code: str, name: str, **params: Any) -> None:
        """Notes a problem of an input field."""
        self.problems.append(TonghuError(code, field=name, **params))

    def text(self, name: str, longest: int, required: bool = True, lines: bool = False) -> str | None:
        """A text input without outer space, 1 to `longest` characters, of one line or of `lines`; notes VALUE_INVALID."""
        value = self.given(name)
        if value is None:
            return None
        kept = str(value).strip()
        if not kept and required:
            self.problem("VALUE_INVALID", name, reason=Words("不能为空", "must not be empty"))
        elif len(kept) > longest:
            self.problem("VALUE_INVALID", name, reason=Words(f"至多 {longest} 字", f"at most {longest} characters"))
        elif any(category(c) in _CONTROLS and not (lines and c in "\r\n\t") for c in kept):
            self.problem("VALUE_INVALID", name, reason=Words("含控制字符", "holds control characters"))
        return kept or None

    def stop_if_problems(self) -> None:
        """Raises the problems noted so far, if any: nothing is half-written."""
        if self.problems:
            raise Problems(*self.problems)

    # -- rows -------------------------------------------------------------------------------------------------------

    async def find(self, entity: str, public_id: Any, name: str) -> Found | None:
        """The row of an id given as input, where the caller sees it; else notes NOT_FOUND, hidden and missing alike."""
        view = self.view.entities.get(entity)
        row = None
        if view is not None and prefix_of(str(public_id)) == CATALOG[entity].prefix:
            row = await self._visible(view, "public_id", str(public_id))
        if row is None:
            self.problems.append(TonghuError("NOT_FOUND", field=name))
        return row

    async def sees(self, entity: str, public_id: str) -> bool:
        """The row is visible to the caller."""
        view = self.view.entities.get(entity)
        return view is not None and await self._visible(view, "public_id", public_id) is not None

    async def find_by(self, entity: str, member: str, value: Any, *reads: str) -> Found | None:
        """The visible row with a value in a field, where the caller reads that field and `reads` in the row."""
        view = self.view.entities.get(entity)
        if view is None or any(name not in view.visible for name in (member, *reads)):
            return None
        return await self._visible(view, snake(member), value, (member, *reads))

    async def _visible(self, view: EntityView, column: str, sought: Any, reads: tuple[str, ...] = ()) -> Found | None:
        key = (self.view.key, view.entity, column, reads, self.dialect)
        lookup = _LOOKUPS.get(key)
        if lookup is None:
            lookup = _LOOKUPS[key] = visible_row(view, column, self.dialect, reads)
        rows = await self.transaction.run(lookup.sql, lookup.bound(self.attributes, sought))
        return dict(zip(lookup.columns, rows[0], strict=True)) if rows else None

    async def alone(self, *names: Any) -> None:
        """Waits until no other transaction writes what `names` name, until the end of this one.

        What must be there once, as far as its writer sees, is looked for and written under this; no unique index
        can keep it, which would tell of rows that the writer does not see. SQLite has one writer anyway.
        """
        if self.dialect == "postgresql":
            await self.transaction.fetch(_ALONE, {"names": "\x1f".join(map(str, names))})

    # -- writing ----------------------------------------------------------------------------------------------------

    def given_members(self, entity: str) -> frozenset[str]:
        """Members of `entity` that the input writes."""
        return frozenset(m for n, (e, m) in self.spec.writes.items() if e == entity and self.given(n) is not None)

    async def insert(self, entity: str, values: Mapping[str, Any]) -> int:
        """Inserts a row, then holds its row rule against it. Raises WRITE_NOT_GRANTED. Gives its key."""
        key = await self.insert_unchecked(entity, values)
        await self.check_row(entity, key, self.given_members(entity))
        return key

    async def insert_unchecked(self, entity: str, values: Mapping[str, Any]) -> int:
        """Inserts a row whose row rule the caller of this MUST check before the transaction ends. Gives its key."""
        row = {"public_id": new_public_id(CATALOG[entity].prefix), **values}
        made = await self.transaction.fetch(_inserting(entity, tuple(row)), row)
        return int(made[0][0])

    async def check_row(self, entity: str, key: int, members: frozenset[str]) -> None:
        """Some door that is open for the row writes every one of `members`. Raises WRITE_NOT_GRANTED."""
        view = self.view.entities.get(entity)
        doors = tuple(d for d in view.all_doors if d.writes and members <= d.writes.keys()) if view else ()
        rule = any_of(tuple(d.predicate for d in doors)) if doors else FALSE
        if view is None or rule == FALSE:
            raise TonghuError("WRITE_NOT_GRANTED", member=entity)
        cached = (self.view.key, entity, members, self.dialect)
        lookup = _LOOKUPS.get(cached)
        if lookup is None:
            lookup = _LOOKUPS[cached] = row_meets(view, rule, self.dialect)
        if not await self.transaction.run(lookup.sql, lookup.bound(self.attributes, key)):
            raise TonghuError("WRITE_NOT_GRANTED", member=entity)


WorkFunction = Callable[[Work], Awaitable[Outcome]]

registered: dict[str, WorkFunction] = {}
"""Mutation name -> its work. A test finds mutations without work and work without mutation."""


def work(name: str) -> Callable[[WorkFunction], WorkFunction]:
    """Registers the work of the mutation `name`."""

    def keep(function: WorkFunction) -> WorkFunction:
        registered[name] = function
        return function

    return keep
