"""The table of duties, held to the records: what `duty_rows` finds and the table has not is put in, the rest taken out.

Within a mutation the duties of its child, and those of no child by rules that read what it wrote, are renewed in its
transaction: a duty is there, and gone, with the record that makes or meets it. A full renewal follows a load of records, a
change of the rules and the turn of the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    Connection,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

from authz.duties import Duties
from core.clock import work_date
from db.duty_rows import COLUMNS, Scope, owed_rows
from db.elements import SqlText, made_id, number
from db.tables import TABLES
from db.work_calendar import fill_calendar
from schema.entities import CATALOG

DUTY, COUNT = TABLES["Duty"], TABLES["DutyCount"]
IDENTITY = ("code", "source_id", "period")
"""Columns by which a row of the table is the same duty as one that was found."""
_KEY = literal(5_001_120_021, BigInteger())
"""Of the advisory lock that a renewal holds until its transaction ends."""


class Fetching(Protocol):
    """What of an open transaction a renewal needs."""

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs a statement and gives its rows."""
        ...


@dataclass(frozen=True)
class Renewal:
    """The statements that hold the table to the records of one scope, in order."""

    statements: tuple[Any, ...]


def refresh_duties(connection: Connection, duties: Duties, now: datetime) -> int:
    """Holds the whole table to the records, the calendar included, in the connection's transaction. Returns its rows."""
    if connection.dialect.name == "postgresql":
        connection.execute(_WHOLE)
    today = work_date(now)
    fill_calendar(connection, today)
    for statement in renewal(duties, today.year, Scope(), connection.dialect.name).statements:
        connection.execute(statement, execution_options={"compiled_cache": None})  # run once, not worth a key
    return int(connection.scalar(select(func.count()).select_from(DUTY)) or 0)


def _nested_loops(state: str) -> Any:
    """All rows against all rows: PostgreSQL knows little of how many a branch finds, and a nested loop over them takes hours."""
    return select(func.set_config(literal("enable_nestloop", Text()), literal(state, Text()), true()))


def years_of(year: int) -> tuple[int, int, int]:
    """The years of which yearly duties are made in `year`: a renewal serves until the end of the next one."""
    return year - 1, year, year + 1


def renewal(duties: Duties, year: int, scope: Scope, dialect: str) -> Renewal:
    """The statements of a scope; none where no rule speaks of it."""
    found = owed_rows(duties, years_of(year), scope)
    here = _here(duties, scope)
    if found is None:
        return Renewal((delete(DUTY).where(here),) if scope == Scope() else ())
    owed = found.cte("owed").prefix_with("MATERIALIZED")
    insert_into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    same = and_(*(_equal(DUTY.c[name], owed.c[name]) for name in COLUMNS))
    gone = delete(DUTY).where(here, not_(exists(select(number(1)).select_from(owed).where(same).correlate(DUTY))))
    counts = select(*(value.label(name) for name, value in _count_columns(owed).items())).distinct().subquery("c")
    names = [c.name for c in counts.c]
    known = exists(select(number(1)).select_from(COUNT).where(
        COUNT.c.organisation_id == counts.c.organisation_id, COUNT.c.code == counts.c.code).correlate(counts))  # fmt: skip
    counted = insert_into(COUNT).from_select(
        ["public_id", *names], select(made_id(CATALOG["DutyCount"].prefix), *counts.c).where(not_(known))
    ).on_conflict_do_nothing()  # fmt: skip
    there = exists(select(number(1)).select_from(DUTY).where(*(DUTY.c[n] == owed.c[n] for n in IDENTITY)).correlate(owed))
    fresh = (
        select(made_id(CATALOG["Duty"].prefix), *(owed.c[n] for n in COLUMNS), COUNT.c.id)
        .select_from(owed.join(COUNT, and_(COUNT.c.organisation_id == owed.c.organisation_id, COUNT.c.code == owed.c.code)))
        .where(not_(there))
    )
    added = insert_into(DUTY).from_select(["public_id", *COLUMNS, "duty_count_id"], fresh).on_conflict_do_nothing()
    if scope.child is None and scope.entities is None and dialect == "postgresql":
        return Renewal((_nested_loops("off"), gone, counted, added, _nested_loops("on")))
    return Renewal((gone, counted, added))


def _count_columns(owed: Any) -> dict[str, Any]:
    names = ("organisation_id", "code", "basis", "title", "superior_organisation_id", "district_id")
    return {name: owed.c[name] for name in names}


def _equal(a: Any, b: Any) -> Any:
    """Equal, two missing values included; plain where neither can be missing, which an index and a hash serve."""
    return a.is_not_distinct_from(b) if a.nullable else a == b


def _here(duties: Duties, scope: Scope) -> Any:
    """The rows of the table that the scope speaks of."""
    if scope.child is not None:
        return DUTY.c.child_id == scope.child
    if scope.entities is None:
        return true()
    codes = [DUTY.c.code == SqlText(rule.code) for rule in duties.rules.values() if rule.entities & scope.entities]
    return and_(DUTY.c.child_id.is_(None), or_(false(), *codes))


# -- within a mutation --------------------------------------------------------------------------------------------------

_CHILD = bindparam("child", type_=BigInteger())
_NAME = literal("duties of child ", Text()).concat(cast(_CHILD, Text()))
_OF_ONE = select(func.pg_advisory_xact_lock(func.hashtextextended(_NAME, literal(0, BigInteger()))))
"""Two who write about one child renew its duties one after the other, or each would miss what the other wrote. Not by a lock
on the child's row: both may have locked that against change, and would wait for each other. SQLite has one writer anyway."""
_WHOLE, _PART = select(func.pg_advisory_xact_lock(_KEY)), select(func.pg_advisory_xact_lock_shared(_KEY))
"""A renewal of everything and one of a part wait for each other, or the one would bring back what the other ended."""
_WHO = frozenset({"Organisation", "Unit"})
"""Entities that say who owes, whatever is owed."""


@dataclass(frozen=True)
class Written:
    """What a transaction wrote: entities of the rows, and the children that the rows are about."""

    entities: frozenset[str]
    children: frozenset[int]

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[int | None]]) -> Written:
        """Of entity -> the children that its rows are about, None among them for a row about none."""
        return cls(frozenset(rows), frozenset(child for of in rows.values() for child in of if child is not None))


class Renewals:
    """The renewals of one version of the rules, made once for each year and scope."""

    def __init__(self, duties: Duties, dialect: str) -> None:
        self.duties, self.dialect = duties, dialect
        self._made: dict[tuple[int, bool, frozenset[str] | None], Renewal] = {}

    def _of(self, year: int, scope: Scope) -> Renewal:
        key = (year, scope.child is not None, scope.entities)
        if key not in self._made:
            self._made = {k: v for k, v in self._made.items() if k[0] == year}
            self._made[key] = renewal(self.duties, year, scope, self.dialect)
        return self._made[key]

    async def after(self, transaction: Fetching, written: Written, today: date) -> None:
        """Renews what the rows just written in the transaction may have changed: all duties of their children, those of no
        child by rules that read such rows, everything where they say who is who."""
        whole = bool(written.entities & _WHO)
        locks = self.dialect == "postgresql"
        if locks:
            await transaction.fetch(_WHOLE if whole else _PART)
        if whole:
            await self._run(transaction, today, Scope())
            return
        for child in sorted(written.children):
            if locks:
                await transaction.fetch(_OF_ONE, {"child": child})
            await self._run(transaction, today, _OF_CHILD, {"child": child})
        await self._run(transaction, today, Scope(entities=written.entities))

    async def _run(
        self, transaction: Fetching, today: date, scope: Scope, values: Mapping[str, Any] | None = None
    ) -> None:
        for statement in self._of(today.year, scope).statements:
            await transaction.fetch(statement, values)


_OF_CHILD = Scope(child=_CHILD)
