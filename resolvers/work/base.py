"""What the work of a mutation stands on: its transaction, the caller's view of rows, checks of grants and row rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from unicodedata import category

from cachetools import LRUCache
from sqlalchemy import BigInteger, Text, bindparam, func, insert, literal, select

from authz.caller import Caller
from authz.declared import Declared
from authz.state_table import BEGINNING
from authz.view import BREAK_GLASS, Action, DoorView, EntityView, View
from core.clock import years_after, years_before
from core.errors import TonghuError, Words
from core.ids import new_public_id, prefix_of
from db.belongings import set_columns
from db.database import Transaction
from db.lookups import Lock, Lookup, row_meets, visible_row
from db.tables import TABLES
from resolvers.work.record import before, child_column, held, record_annotation, record_change
from resolvers.work.steps import UNTOLD, next_state, refusal
from resolvers.work.versions import version_of
from schema.catalog import snake
from schema.entities import CATALOG
from schema.mutations.declare import MutationSpec
from schema.predicate import FALSE, any_of

Found = Mapping[str, Any]
"""A stored row by column name."""

_FAR = 18
"""Years from today beyond which no day of a child's record lies, back or ahead."""
_OF_GROWN_UPS = frozenset({"birthDate", "awaySince"})
"""Inputs and members that may lie further back: they have bounds of their own."""
_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
"""General categories of control characters and of separators of lines and paragraphs."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Those of characters that show nothing by themselves: a text of these alone is an empty one."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters by which a text shows in another order than it has."""


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
    declared: Declared = field(kw_only=True)
    """Purposes and numbers of the policy version."""
    others: Callable[[str], View] = field(kw_only=True)
    """The view of an officer of another subject, to find out whose duty something is."""
    problems: list[TonghuError] = field(default_factory=list)
    addressed: set[int] = field(default_factory=set)
    """Keys of organisations that the event is addressed to, beside those that the row itself names."""
    written: dict[str, set[int | None]] = field(default_factory=dict)
    """Entity -> children that its rows written so far are about; None among them for a row about no child on file."""
    clause: str | None = None
    """The legal basis of the last move."""

    # -- input ------------------------------------------------------------------------------------------------------

    def given(self, name: str) -> Any:
        """An input value; None where absent or null."""
        return self.input.get(name)

    def problem(self, code: str, name: str, **params: Any) -> None:
        """Notes a problem of an input field."""
        self.problems.append(TonghuError(code, field=name, **params))

    def number(self, code: str) -> int:
        """A number of policies/numbers.yaml, in the unit that stands there."""
        return self.declared.numbers[code].value

    def text(self, name: str, longest: int, required: bool = True, lines: bool = False) -> str | None:
        """A text input without outer space, 1 to `longest` characters that are not all unseen, of one line or of `lines`; notes
        VALUE_INVALID."""
        value = self.given(name)
        if value is None:
            return None
        kept = str(value).strip()
        if all(category(c) in _UNSEEN for c in kept):
            kept = ""
        if not kept and required:
            self.problem("VALUE_INVALID", name, reason=Words("不能为空", "must not be empty"))
        elif len(kept) > longest:
            self.problem("VALUE_INVALID", name, reason=Words(f"至多 {longest} 字", f"at most {longest} characters"))
        elif any(c in _TURNS or (category(c) in _CONTROLS and not (lines and c in "\r\n\t")) for c in kept):
            self.problem("VALUE_INVALID", name, reason=Words("含控制字符", "holds control characters"))
        return kept or None

    def hold_near(self) -> None:
        """Notes VALUE_INVALID at the days and instants of the input that no child's record can have: slips in the year."""
        for name, value in self.input.items():
            if isinstance(value, date):
                reason = self.too_far(name, value.date() if isinstance(value, datetime) else value)
                if reason is not None:
                    self.problem("VALUE_INVALID", name, reason=reason)

    def too_far(self, name: str, on: date) -> Words | None:
        """Why no child's record can have that day under that name; None where it can."""
        if name in _OF_GROWN_UPS or years_before(self.today, _FAR) <= on <= years_after(self.today, _FAR):
            return None
        return Words(f"须在前后 {_FAR} 年内", f"must lie within {_FAR} years of today")

    def stop_if_problems(self) -> None:
        """Raises the problems noted so far, if any: nothing is half-written."""
        if self.problems:
            raise Problems(*self.problems)

    # -- rows -------------------------------------------------------------------------------------------------------

    async def find(
        self, entity: str, public_id: Any, name: str, lock: Lock = Lock.SHARE, in_emergency: bool = True
    ) -> Found | None:
        """The row of an id given as input, where the caller sees it; else notes NOT_FOUND, hidden and missing alike.

        `lock`: UPDATE where the row will be changed: it waits until no other transaction does so. Two who had found it with SHARE
        before would wait for each other: NONE is for a first look. `in_emergency`: False where what an emergency access alone
        opens is as missing.
        """
        view = self._entity(entity, in_emergency)
        row = None
        if view is not None and prefix_of(str(public_id)) == CATALOG[entity].prefix:
            row = await self._visible(view, "public_id", str(public_id), lock=lock)
        if row is None:
            self.problems.append(TonghuError("NOT_FOUND", field=name))
        return row

    async def reads(self, entity: str, key: int, member: str, in_emergency: bool = True) -> bool:
        """The caller reads the member, whole, in the row with this key. `in_emergency`: as in `find`."""
        view = self._entity(entity, in_emergency)
        if view is None or view.visible.get(member) is not Action.READ:
            return False
        return await self._visible(view, "id", key, (member,)) is not None

    def _entity(self, entity: str, in_emergency: bool) -> EntityView | None:
        view = self.view.entities.get(entity)
        if view is None or in_emergency:
            return view
        return replace(view, doors=tuple(d for d in view.doors if d.kind != BREAK_GLASS))

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

    async def _visible(
        self, view: EntityView, column: str, sought: Any, reads: tuple[str, ...] = (), lock: Lock = Lock.SHARE
    ) -> Found | None:
        key = (self.view.key, view.entity, tuple(d.door for d in view.doors), column, reads, lock, self.dialect)
        lookup = _LOOKUPS.get(key)
        if lookup is None:
            lookup = _LOOKUPS[key] = visible_row(view, column, self.dialect, reads, lock)
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

    async def insert(self, entity: str, values: Mapping[str, Any], basis: str | None = None) -> int:
        """Inserts a row, then holds its row rule against it. Raises WRITE_NOT_GRANTED. Gives its key."""
        key = await self.insert_unchecked(entity, values, basis)
        await self.check_row(entity, key, self.given_members(entity))
        return key

    async def insert_unchecked(self, entity: str, values: Mapping[str, Any], basis: str | None = None) -> int:
        """Inserts a row whose row rule the caller of this MUST check before the transaction ends. Gives its key."""
        basis = basis or self._basis(entity, self.given_members(entity))
        row = {"public_id": new_public_id(CATALOG[entity].prefix), **values}
        made = await self.transaction.fetch(_inserting(entity, tuple(row)), row)
        key = int(made[0][0])
        await self._record(entity, key, key if entity == "Child" else values.get("child_id"), None, basis)
        return key

    async def update(
        self, entity: str, row: Found, values: Mapping[str, Any], *, versioned: bool = True, basis: str | None = None,
        writes: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Changes a row that the caller sees (`find(..., lock=Lock.UPDATE)`) and remembers what it held.

        The row rule and the write grants, of the members that the input gives and of `writes`, hold for the row as it was
        and as it is then. `versioned`: `expectedVersion` is the version of this row as the caller sees it; False for a row
        that is not the one the input names. Raises VERSION_CONFLICT, WRITE_NOT_GRANTED.
        """
        key, members = int(row["id"]), self.given_members(entity) | writes
        await self.check_row(entity, key, members)
        if versioned:
            await self._check_version(entity, key)
        await self._change(entity, key, values, basis or self._basis(entity, members))
        await self.check_row(entity, key, members)

    async def consequence(self, entity: str, values: Mapping[str, Any], key: int | None = None) -> int:
        """What the law ties to the move just made, whoever makes it: changes the row `key`, or puts a new one down. Gives its key.

        No grant of the caller and no row rule is asked, so that no value of the input may stand in `values`. RuntimeError
        before `move` or `begin`, whose clause it stands under.
        """
        if self.clause is None:
            raise RuntimeError(f"{self.spec.name} has moved no case yet")
        if key is None:
            return await self.insert_unchecked(entity, values, self.clause)
        await self._change(entity, key, values, self.clause)
        return key

    async def annotate(self, entity: str, row: Found, member: str, note: str, needed: frozenset[str]) -> None:
        """Puts a note beside a member of a row that the caller sees and that stays as it is, under the clause of the last move.

        The row rule and the write grants of the members `needed` hold for the row. Raises WRITE_NOT_GRANTED.
        """
        key, child = int(row["id"]), child_column(entity)
        await self.check_row(entity, key, needed)
        basis = self.clause or self._basis(entity, needed)
        await self._record(entity, key, row[child] if child else None, {}, basis)
        await record_annotation(self.transaction, self.caller, self.now, basis, entity, row, member, note)

    async def _change(self, entity: str, key: int, values: Mapping[str, Any], basis: str) -> None:
        child = child_column(entity)
        read = (*values, *((child,) if child and child not in values else ())) or ("id",)
        rows = await self.transaction.fetch(held(entity, read), {"key": key})
        old = dict(zip(read, rows[0], strict=True))
        if values:
            await set_columns(self.transaction, entity, key, values)
        await self._record(entity, key, old[child] if child else None, before(entity, old, values), basis)

    async def _record(self, entity: str, key: int, child: int | None, was: Mapping[str, Any] | None, basis: str) -> None:
        self.written.setdefault(entity, set()).add(child)
        await record_change(self.transaction, self.caller, self.now, self.spec.name, basis, entity, key, child, was)

    async def _check_version(self, entity: str, key: int) -> None:
        seen = await version_of(self.transaction, self.view, self.dialect, self.attributes, entity, key)
        if seen is None or seen != self.given("expectedVersion"):
            raise TonghuError("VERSION_CONFLICT")

    def _doors(self, entity: str, members: frozenset[str]) -> tuple[DoorView, ...]:
        view = self.view.entities.get(entity)
        return tuple(d for d in view.all_doors if d.writes and members <= d.writes.keys()) if view else ()

    def _basis(self, entity: str, members: frozenset[str]) -> str:
        """The clause under which the caller writes `members`: that of the first of them, at the first door that has them all."""
        doors = self._doors(entity, members)
        if not doors:
            raise TonghuError("WRITE_NOT_GRANTED", member=entity)
        writes = doors[0].writes
        return next(writes[m].basis for m in CATALOG[entity].members if m in (members or writes))

    async def check_row(self, entity: str, key: int, members: frozenset[str]) -> None:
        """Some door that is open for the row writes every one of `members`. Raises WRITE_NOT_GRANTED."""
        view = self.view.entities.get(entity)
        doors = self._doors(entity, members)
        rule = any_of(tuple(d.predicate for d in doors)) if doors else FALSE
        if view is None or rule == FALSE:
            raise TonghuError("WRITE_NOT_GRANTED", member=entity)
        cached = (self.view.key, entity, members, self.dialect)
        lookup = _LOOKUPS.get(cached)
        if lookup is None:
            lookup = _LOOKUPS[cached] = row_meets(view, rule, self.dialect)
        if not await self.transaction.run(lookup.sql, lookup.bound(self.attributes, key)):
            raise TonghuError("WRITE_NOT_GRANTED", member=entity)


    # -- cases ------------------------------------------------------------------------------------------------------

    async def begin(self, entity: str, values: Mapping[str, Any], to: str | None = None) -> int:
        """Puts a case down in the state that its table says; `to` where the table lets the work choose. Gives its key.

        Raises MOVE_NOT_ALLOWED as a problem, WRITE_NOT_GRANTED.
        """
        table = self.view.cases[entity]
        line = table.move(BEGINNING, self.spec.name, self.caller.subject)
        if line is None:
            raise Problems(TonghuError("MOVE_NOT_ALLOWED", reason=UNTOLD))
        self.clause = line.basis
        return await self.insert(entity, {**values, snake(table.field): next_state(line, to)}, line.basis)

    async def move(
        self, entity: str, row: Found, values: Mapping[str, Any] | None = None, to: str | None = None, name: str = "id"
    ) -> None:
        """Moves a case by this mutation as its table says and sets `values` too; `to` where the table lets the work choose.

        `name`: the input that names the case. `row` comes from `find(..., lock=Lock.UPDATE)`, so that of
        two moves at once the second sees what the first has done.
        Raises MOVE_NOT_ALLOWED as a problem, else what `update` raises.
        """
        table = self.view.cases[entity]
        column = snake(table.field)
        line = table.move(row[column], self.spec.name, self.caller.subject)
        if line is None:
            view = self.view.entities[entity]
            reads = view.visible.get(table.field) is Action.READ
            told = reads and await self._visible(view, "id", row["id"], (table.field,)) is not None
            reason = refusal(table, row[column], self.caller.subject) if told else UNTOLD
            raise Problems(TonghuError("MOVE_NOT_ALLOWED", field=name, reason=reason))
        state = next_state(line, to)
        changed = {**(values or {}), **({column: state} if state != row[column] else {})}
        self.clause = line.basis
        await self.update(
            entity, row, changed, versioned=entity == self.spec.entity, basis=line.basis,
            writes=frozenset({table.field} if state != row[column] else ()),
        )  # fmt: skip


WorkFunction = Callable[[Work], Awaitable[Outcome]]

registered: dict[str, WorkFunction] = {}
"""Mutation name -> its work. A test finds mutations without work and work without mutation."""


def work(name: str) -> Callable[[WorkFunction], WorkFunction]:
    """Registers the work of the mutation `name`."""

    def keep(function: WorkFunction) -> WorkFunction:
        registered[name] = function
        return function

    return keep
