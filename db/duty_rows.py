"""What is due, as one SELECT over the records: a branch for each rule of `duties.yaml`, the same on both databases.

No branch asks the clock. A row says from when until when the duty stands and by when it is due; who reads it compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    null,
    or_,
    select,
)

from authz.declared import Number
from authz.duties import Duties, DutyRule, Where
from authz.duty_check import SET, UNSET
from core.clock import NEVER_ENDS
from db.elements import SqlText, constant, number
from db.tables import TABLES
from db.tables.service import WORK_CALENDAR
from db.tables.types import Day, Moment
from db.times import begins, birthday, day_of, days_after, minutes_after, months_after
from schema.catalog import Kind
from schema.entities import CATALOG

COLUMNS = (
    "code", "basis", "title", "source_id", "period", "organisation_id", "superior_organisation_id", "guardian_id", "child_id",
    "district_id", "started_at", "due_at", "lapses_at", "barred_organisation_id", "sealed",
)  # fmt: skip
"""Of each row. `source_id` is the key of the record, `period` the year of a yearly duty, else 0: with `code` they are unique."""
MINUTES = {"minute": 1, "hour": 60}
MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records are looked at: all; those of the child `child` (a bind); those of no child, by the rules that read
    one of `entities`."""

    child: ColumnElement[Any] | None = None
    entities: frozenset[str] | None = None


def owed_rows(duties: Duties, years: Iterable[int], scope: Scope) -> Select[Any] | None:
    """The rows owed with COLUMNS; None where no rule speaks of the scope. `years`: of which yearly duties are made."""
    branches = []
    for rule in duties.rules.values():
        if _speaks(rule, scope):
            periods: list[int | None] = [*years] if rule.yearly else [None]
            branches += [Branch(rule, scope, year).query() for year in periods]
    if not branches:
        return None
    owed = branches[0].union_all(*branches[1:]).subquery("owed")
    return _with_superior(owed, duties)


def _speaks(rule: DutyRule, scope: Scope) -> bool:
    if scope.child is not None:
        return rule.child is not None
    if scope.entities is None:
        return True
    nullable = rule.child is None or CATALOG[rule.of].storage[rule.child][1]
    return nullable and bool(rule.entities & scope.entities)


def _with_superior(owed: FromClause, duties: Duties) -> Select[Any]:
    """The rows with the organisation above: of the unit that the rule names, or that stands above its kind."""
    owing = TABLES["Organisation"].alias("owing")
    units = _units("above")
    kinds = [(owing.c.kind == SqlText(kind), SqlText(unit)) for kind, unit in duties.superiors.items()]
    wanted = func.coalesce(owed.c.superior, case(*kinds))
    above = and_(units.c.code == wanted, units.c.district_id == owing.c.district_id)
    given = {"superior_organisation_id": units.c.key, "district_id": owing.c.district_id}
    columns = [(given[name] if name in given else owed.c[name]).label(name) for name in COLUMNS]
    return select(*columns).select_from(owed.join(owing, owing.c.id == owed.c.organisation_id).outerjoin(units, above))


def _units(name: str) -> FromClause:
    """(code, district_id, key): the organisation that is a unit in a district."""
    unit, organisation = TABLES["Unit"], TABLES["Organisation"]
    found = select(unit.c.code, organisation.c.district_id, func.min(organisation.c.id).label("key"))
    found = found.join(organisation, organisation.c.unit_id == unit.c.id).where(organisation.c.kind == SqlText("UNIT"))
    return found.group_by(unit.c.code, organisation.c.district_id).subquery(name)


class Branch:
    """The rows of one rule (and, of a yearly one, one year)."""

    def __init__(self, rule: DutyRule, scope: Scope, year: int | None) -> None:
        self.rule, self.scope, self.year = rule, scope, year
        self.row = TABLES[rule.of].alias("r")
        self.source: Any = self.row
        self.where: list[Any] = list(_where(self.row, rule.of, rule.where))

    def query(self) -> Select[Any]:
        rule = self.rule
        organisation = self._organisation()
        barred, sealed = self._recused()
        started, due, lapses = self._yearly(self.year) if self.year is not None else self._times()
        self._met()
        self._scoped()
        child = self.row.c[rule.child] if rule.child else _no_key()
        guardian = self.row.c[rule.guardian] if rule.guardian else _no_key()
        superior = SqlText(rule.superior) if rule.superior else cast(null(), Text())
        columns = {
            "code": SqlText(rule.code), "basis": SqlText(rule.basis), "title": SqlText(rule.label), "superior": superior,
            "source_id": self.row.c.id, "period": number(self.year or 0), "organisation_id": organisation,
            "guardian_id": guardian, "child_id": child, "started_at": started, "due_at": due, "lapses_at": lapses,
            "barred_organisation_id": barred, "sealed": sealed,
        }  # fmt: skip
        query = select(*(column.label(name) for name, column in columns.items())).select_from(self.source)
        return query.where(organisation.is_not(None), due.is_not(None), lapses > started, *self.where)

    # -- when -------------------------------------------------------------------------------------------------------

    def _times(self) -> tuple[Any, Any, Any]:
        """(from when it stands, by when it is due, when it lapses) as instants."""
        rule = self.rule
        assert rule.start is not None  # noqa: S101 - every rule that is not yearly has one
        start = self._start(rule.start)
        began = begins(start) if self._kind(rule.start) is Kind.DATE else start
        if rule.due is not None:
            own = self.row.c[rule.due]
            of_day = self._kind(rule.due) is Kind.DATE
            due = begins(own, 1) if of_day else own
            if rule.ahead is not None:
                began = begins(days_after(own if of_day else day_of(own), -rule.ahead.value))
        else:
            assert rule.within is not None  # noqa: S101 - the loader sees to it
            due = _after(start, self._kind(rule.start), rule.within)
        return began, due, self._lapses()

    def _start(self, column: str) -> Any:
        latest = self.rule.latest
        if latest is None:
            return self.row.c[column]
        table = TABLES[latest.entity].alias("l")
        last = func.max(table.c[latest.column], type_=table.c[latest.column].type).label("last")
        keys = [table.c[theirs].label(f"k{n}") for n, (theirs, _) in enumerate(latest.match)]
        query = select(*keys, last).where(*_where(table, latest.entity, latest.where))
        if self.scope.child is not None and "child_id" in table.c:
            query = query.where(table.c.child_id == self.scope.child)
        found = query.group_by(*(table.c[theirs] for theirs, _ in latest.match)).subquery("last")
        on = and_(*(found.c[f"k{n}"] == self.row.c[ours] for n, (_, ours) in enumerate(latest.match)))
        self.source = self.source.outerjoin(found, on)
        last_kind = CATALOG[latest.entity].storage[latest.column][0]
        again = day_of(found.c.last) if last_kind is not self._kind(column) else found.c.last
        return func.coalesce(again, self.row.c[column], type_=self.row.c[column].type)

    def _lapses(self) -> Any:
        ends: list[Any] = []
        if self.rule.ends is not None:
            own = self.row.c[self.rule.ends]
            ends.append(begins(own, 1) if self._kind(self.rule.ends) is Kind.DATE else own)
        if self.rule.under is not None:
            born = self.row.c.birth_date if self.rule.of == "Child" else self._born()
            ends.append(begins(birthday(born, self.rule.under.value)))
        never = constant(NEVER_ENDS)
        known = [func.coalesce(end, never, type_=Moment()) for end in ends]
        if len(known) == 2:
            first, second = known
            return case((first < second, first), else_=second)
        return known[0] if known else never

    def _born(self) -> Any:
        child = TABLES["Child"].alias("c")
        self.source = self.source.outerjoin(child, child.c.id == self.row.c.child_id)
        return child.c.birth_date

    def _yearly(self, year: int) -> tuple[Any, Any, Any]:
        assert self.rule.yearly is not None  # noqa: S101 - asked of yearly rules
        day = date(year, *self.rule.yearly)
        first, following = date(year, 1, 1), date(year + 2, 1, 1)
        return begins(constant(first)), begins(constant(day), 1), begins(constant(following))

    def _kind(self, column: str) -> Kind:
        return CATALOG[self.rule.of].storage[column][0]

    # -- who --------------------------------------------------------------------------------------------------------

    def _organisation(self) -> Any:
        owes = self.rule.owes
        column = self.row.c[owes.column]
        if owes.form == "organisation":
            return column
        if owes.form == "through":
            other = TABLES[owes.entity].alias("t")
            self.source = self.source.outerjoin(other, other.c.id == column)
            return other.c[owes.via]
        if owes.form == "unit":
            unit = self._unit("u", owes.unit, column)
            if not owes.own:
                return unit
            return case((unit == self.row.c[owes.own], self._unit("i", owes.instead, column)), else_=unit)
        places = _places(owes.form)
        self.source = self.source.outerjoin(places, places.c.place == column)
        return places.c.key

    def _unit(self, name: str, code: str, district: Any) -> Any:
        """The key of the organisation that is the unit `code` in a district."""
        units = _units(name)
        self.source = self.source.outerjoin(units, and_(units.c.code == SqlText(code), units.c.district_id == district))
        return units.c.key

    def _recused(self) -> tuple[Any, Any]:
        """(organisation of the respondent, whether the file is sealed) of the record that the duty comes from."""
        at: Any = self.row
        entity = self.rule.of
        for n, (column, name) in enumerate(self.rule.recuse):
            table = TABLES[name].alias(f"w{n}")
            self.source = self.source.outerjoin(table, table.c.id == at.c[column])
            at, entity = table, name
        if not self.rule.recuse:
            return _no_key(), _no()
        sealed = func.coalesce(at.c.sealed, _no(), type_=Boolean()) if "sealed" in CATALOG[entity].storage else _no()
        return at.c.respondent_organisation_id, sealed

    # -- which ------------------------------------------------------------------------------------------------------

    def _met(self) -> None:
        met = self.rule.met
        if met is None:
            return
        table = TABLES[met.entity].alias("m")
        on = [table.c[theirs] == self.row.c[ours] for theirs, ours in met.match]
        if self.year is not None and "year" in table.c:
            on.append(table.c.year == number(self.year))
        if met.later is not None:
            theirs, ours = table.c[met.later], self.row.c[met.later]
            on.append(or_(theirs > ours, and_(theirs == ours, table.c.id > self.row.c.id)))
        if met.since is not None and self.rule.start is not None:
            on.append(table.c[met.since] >= _day(self.row.c[self.rule.start], self._kind(self.rule.start)))
        found = select(number(1)).select_from(table).where(*on, *_where(table, met.entity, met.where))
        self.where.append(~exists(found.correlate(self.row)))

    def _scoped(self) -> None:
        child = self.row.c[self.rule.child] if self.rule.child else None
        if self.scope.child is not None and child is not None:
            self.where.append(child == self.scope.child)
        elif self.scope.entities is not None and child is not None:
            self.where.append(child.is_(None))


def _places(form: str) -> FromClause:
    """(place, key): the organisation of a town or village."""
    organisation = TABLES["Organisation"]
    place = organisation.c[f"{form}_id"]
    found = select(place.label("place"), func.min(organisation.c.id).label("key"))
    return found.where(organisation.c.kind == SqlText(form.upper()), place.is_not(None)).group_by(place).subquery("p")


def _where(table: Any, entity: str, where: Where) -> Iterator[Any]:
    for name, values in where:
        column = table.c[name]
        if values == (SET,):
            yield column.is_not(None)
        elif values == (UNSET,):
            yield column.is_(None)
        elif CATALOG[entity].storage[name][0] is Kind.BOOL:
            yield or_(*(column == constant(value) for value in values))
        else:
            yield or_(*(column == SqlText(value) for value in values))


def _day(time: Any, kind: Kind) -> Any:
    """The date of a date or an instant."""
    return time if kind is Kind.DATE else day_of(time)


def _after(start: Any, kind: Kind, by: Number) -> Any:
    """The instant at which a time is over: minutes and hours to the millisecond, all else with the end of a day."""
    if by.unit in MINUTES:
        return minutes_after(start, by.value * MINUTES[by.unit])
    day = _day(start, kind)
    if by.unit in MONTHS:
        return begins(months_after(day, by.value * MONTHS[by.unit]), 1)
    return begins(_workdays_after(day, by.value), 1) if by.unit == "workday" else begins(day, by.value + 1)


def _workdays_after(day: Any, workdays: int) -> Any:
    """The date on which so many workdays after `day` have passed: the first with that count."""
    here, there = WORK_CALENDAR.alias("wh"), WORK_CALENDAR.alias("wt")
    passed = here.join(there, there.c.workdays == here.c.workdays + number(workdays))
    query = select(func.min(there.c.date, type_=Day())).select_from(passed).where(here.c.date == day)
    return query.correlate_except(here, there).scalar_subquery()


def _no_key() -> Any:
    return cast(null(), BigInteger())


def _no() -> Any:
    return constant(False)


__all__ = ["COLUMNS", "Scope", "owed_rows"]
