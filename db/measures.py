"""What the published tables count: true figures of a period, from the records. They leave here for `db/protect.py` alone.

A measure gives every cell that its table has in any case, zeros too: whether a cell is there tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from core.clock import WORK_ZONE, work_date
from db.protect import Cell
from db.tables import TABLES
from schema.enums import CHILD_CATEGORY, REPORT_KIND, UNIT_KIND
from schema.published import LATE_ITEM, TOTAL
from schema.services_enums import FUNDING_KIND, RELIEF_KIND, SUBSIDY_KIND


@dataclass(frozen=True, slots=True)
class Span:
    """A period: days from `first` to before `after`, by Asia/Shanghai."""

    first: date
    after: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first instant and the one after the last."""
        return _midnight(self.first), _midnight(self.after)


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of every cell; what the lines are called; a value beside the count (a median, a sum), None where withheld."""

    counts: dict[Cell, int]
    names: Mapping[str, str]
    beside: dict[Cell, int | None] = field(default_factory=dict)


Measure = Callable[[Connection, Span], Measured]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=WORK_ZONE)


def children_by_town(connection: Connection, _: Span) -> Measured:
    """Children on file by residence and category."""
    child, town = TABLES["Child"], TABLES["Town"]
    towns = {row.id: row for row in connection.execute(select(town.c.id, town.c.code, town.c.name, town.c.district_id))}
    counts = {(t.district_id, t.code, category): 0 for t in towns.values() for category in CHILD_CATEGORY.values}
    found = select(child.c.town_id, child.c.category, func.count()).where(child.c.town_id.is_not(None))
    for key, category, count in connection.execute(found.group_by(child.c.town_id, child.c.category)):
        counts[towns[key].district_id, towns[key].code, category] = count
    return Measured(counts, {t.code: t.name for t in towns.values()})


def pupils_by_school(connection: Connection, _: Span) -> Measured:
    """Left-behind children at each school and kindergarten."""
    child, school = TABLES["Child"], TABLES["School"]
    pupils = func.count(child.c.id)
    found = select(school.c.district_id, school.c.public_id, school.c.name, pupils).outerjoin(
        child, (child.c.school_id == school.c.id) & (child.c.category == "LEFT_BEHIND")
    )
    rows = list(connection.execute(found.group_by(school.c.id, school.c.district_id, school.c.public_id, school.c.name)))
    return Measured({(r[0], r[1], TOTAL): r[3] for r in rows}, {r[1]: r[2] for r in rows})


def reports_by_kind(connection: Connection, span: Span) -> Measured:
    """Reports of the period by kind."""
    return _by_kind(connection, span, "Report", "reported_at")


def incidents_by_kind(connection: Connection, span: Span) -> Measured:
    """Incidents opened in the period by kind."""
    return _by_kind(connection, span, "Incident", "opened_at")


def _by_kind(connection: Connection, span: Span, entity: str, moment: str) -> Measured:
    table, names = TABLES[entity], _districts(connection)
    begin, end = span.moments
    counts = {(district, str(district), kind): 0 for district in names for kind in REPORT_KIND.values}
    found = select(table.c.district_id, table.c.kind, func.count()).where(table.c[moment] >= begin, table.c[moment] < end)
    for district, kind, count in connection.execute(found.group_by(table.c.district_id, table.c.kind)):
        counts[district, str(district), kind] = count
    return Measured(counts, {str(district): name for district, name in names.items()})


def late_by_kind(connection: Connection, span: Span) -> Measured:
    """What was due in the period and done late or not at all, by kind of organisation."""
    items = LATE_ITEM.values
    counts = {(d, kind, item): 0 for d in _districts(connection) for kind in UNIT_KIND.values for item in items}
    for item, read in _LATE.items():
        for district, kind in read(connection, span):
            counts[district, kind, item] += 1
    return Measured(counts, {kind: label.split(" / ")[0] for kind, label in UNIT_KIND.values.items()})


def funds_by_kind(connection: Connection, span: Span) -> Measured:
    """Decisions and their sums by the organisation that decided; a sum is withheld where one decision is over half of it."""
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    found = select(organisation.c.id, organisation.c.name, organisation.c.district_id, unit.c.code)
    deciders = {
        row.id: row
        for row in connection.execute(found.join(unit, unit.c.id == organisation.c.unit_id).where(organisation.c.kind == "UNIT"))
        if row.code in _DECIDERS
    }
    counts = {
        (row.district_id, str(key), f"{source}:{kind}"): 0
        for key, row in deciders.items()
        for source in _DECIDERS[row.code]
        for kind in _FUNDS[source][2]
    }
    sums: dict[Cell, int | None] = {}
    for source, (entity, day, _) in _FUNDS.items():
        table = TABLES[entity]
        of = (table.c.organisation_id, table.c.kind)
        within = select(*of, func.count(), func.sum(table.c.amount), func.max(table.c.amount)).where(
            table.c[day] >= span.first, table.c[day] < span.after, table.c.organisation_id.in_(list(deciders))
        )
        for key, kind, count, total, most in connection.execute(within.group_by(*of)):
            cell = (deciders[key].district_id, str(key), f"{source}:{kind}")
            if cell in counts:
                counts[cell], sums[cell] = count, int(total) if 2 * most <= total else None
    return Measured(counts, {str(key): row.name for key, row in deciders.items()}, sums)


_DECIDERS: Mapping[str, tuple[str, ...]] = {
    "finance": ("RELIEF", "SUBSIDY", "FUNDING"), "local_tax": ("RELIEF",), "state_tax": ("RELIEF",),
}  # fmt: skip
"""Units that decide on money (二(二), 二(三)) -> sources of what they decide."""
_FUNDS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "RELIEF": ("ReliefDecision", "decided_on", tuple(RELIEF_KIND.values)),
    "SUBSIDY": ("Subsidy", "granted_on", tuple(SUBSIDY_KIND.values)),
    "FUNDING": ("FundingAllocation", "allocated_on", tuple(FUNDING_KIND.values)),
}
"""Source -> (entity, its day, its kinds)."""


def _districts(connection: Connection) -> dict[int, str]:
    town = TABLES["Town"]
    return {row[0]: row[1] for row in connection.execute(select(town.c.district_id, town.c.district_name).distinct())}


def _organisation_late(entity: str, due: str, done: str, key: str) -> Callable[[Connection, Span], Iterator[tuple[int, str]]]:
    """(district, kind of organisation) of each row of `entity` that was due in the period and is late; columns by name."""

    def read(connection: Connection, span: Span) -> Iterator[tuple[int, str]]:
        table, organisation = TABLES[entity], TABLES["Organisation"]
        found = select(table.c.district_id, organisation.c.kind, table.c[due], table.c[done]).join(
            organisation, organisation.c.id == table.c[key]
        )
        instants = span.moments if due.endswith("_at") else (span.first, span.after)
        for district, kind, until, at in connection.execute(found.where(table.c[due] >= instants[0], table.c[due] < instants[1])):
            if at is None or _comparable(at, until) > until:
                yield district, kind

    return read


def _comparable(at: Any, until: Any) -> Any:
    """`at` as `until` is: an instant against a day stands for its day of work."""
    return work_date(at) if isinstance(at, datetime) and not isinstance(until, datetime) else at


def _failures(connection: Connection, span: Span) -> Iterator[tuple[int, str]]:
    """(district, kind of organisation) of each failure of the duty to report that was found in the period and upheld."""
    failure, organisation = TABLES["DutyFailure"], TABLES["Organisation"]
    found = select(failure.c.district_id, organisation.c.kind).join(organisation, organisation.c.id == failure.c.organisation_id)
    day = failure.c.discovered_on
    for row in connection.execute(found.where(day >= span.first, day < span.after, failure.c.status.in_(["CONFIRMED", "SETTLED"]))):
        yield row[0], row[1]


_LATE: Mapping[str, Callable[[Connection, Span], Iterator[tuple[int, str]]]] = {
    "ANNUAL_REPORT": _organisation_late("AnnualReport", "due_on", "submitted_on", "organisation_id"),
    "MANDATORY_REPORT": _failures,
    "ASSISTANCE_ANSWER": _organisation_late("AssistanceRequest", "due_at", "answered_at", "asked_organisation_id"),
    "ASSESSMENT": _organisation_late("Assessment", "due_on", "signed_at", "organisation_id"),
    "ASSESSMENT_PART": _organisation_late("AssessmentPart", "due_on", "answered_on", "asked_organisation_id"),
}
"""Item of LATE_BY_KIND -> its reader."""
