"""Published response times: how long each step of the chain took, by organisation and month (四(一), 四(二), 五(四)).

A cell says how many cases an organisation had in a month and their median in minutes. It names no report and no incident,
and small numbers are protected as in `db.statistics` (统计法 二十八): under SMALL cases both figures are null, from there
the count is a multiple of BASE. The police and the towns have a cell in every month. Of the bodies that report only those
with SMALL cases or more have one, since a cell at all would tell who reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.clock import WORK_ZONE
from core.ids import new_public_id
from db.statistics import BASE, SMALL
from db.tables import TABLES
from schema.entities import CATALOG

Cell = tuple[int, str]
"""(key of an organisation, value of ResponseStep)."""
POLICE_STEPS = ("REPORTED_TO_RECEIVED", "RECEIVED_TO_DISPATCHED", "RECEIVED_TO_NOTIFIED")
TOWN_STEPS = ("NOTIFIED_TO_ASSESSED",)
BODY_STEPS = ("DISCOVERED_TO_REPORTED",)


def protect_times(minutes: list[int]) -> tuple[int | None, int | None]:
    """(count, median) as they are published; both None under SMALL cases."""
    if len(minutes) < SMALL:
        return None, None
    return BASE * round(len(minutes) / BASE), round(median(minutes))


def publish_times(connection: Connection, period: str, make_id: Callable[[int], str] | None = None) -> int:
    """Publishes the cells of `period` (`YYYY-MM`, by Asia/Shanghai) from the records now on file; returns their number.

    ValueError where the period is no month or has been published: a second version would give away what changed.
    `make_id` gives the public id of the n-th cell.
    """
    published = TABLES["ResponseTime"]
    begin = datetime.strptime(period, "%Y-%m").replace(tzinfo=WORK_ZONE)
    end = (begin + timedelta(days=32)).replace(day=1)
    if connection.scalar(select(func.count()).select_from(published).where(published.c.period == period)):
        raise ValueError(f"the times of {period} have been published")
    measured: dict[Cell, list[int]] = defaultdict(list)
    for cell, since, until in _measured(connection, begin, end):
        measured[cell].append(int((until - since).total_seconds() // 60))
    places = _organisations(connection)
    cells = {(key, step) for key, (_, _, steps) in places.items() for step in steps}
    cells |= {cell for cell, minutes in measured.items() if cell[1] in BODY_STEPS and len(minutes) >= SMALL}
    prefix = CATALOG["ResponseTime"].prefix
    rows = []
    for n, (key, step) in enumerate(sorted(cells), 1):
        count, middle = protect_times(measured[key, step])
        name, district, _ = places[key]
        rows.append({
            "public_id": make_id(n) if make_id else new_public_id(prefix), "period": period, "organisation_name": name,
            "step": step, "count": count, "median_minutes": middle, "organisation_id": key, "district_id": district,
        })  # fmt: skip
    if rows:
        connection.execute(published.insert(), rows)
    return len(rows)


def _organisations(connection: Connection) -> dict[int, tuple[str, int, tuple[str, ...]]]:
    """Organisation -> (name, district, steps of which it has a cell in any case)."""
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    found = select(organisation.c.id, organisation.c.name, organisation.c.district_id, organisation.c.kind, unit.c.code)
    out: dict[int, tuple[str, int, tuple[str, ...]]] = {}
    for row in connection.execute(found.outerjoin(unit, unit.c.id == organisation.c.unit_id)):
        police = row.kind == "UNIT" and row.code == "police"
        out[row.id] = (row.name, row.district_id, POLICE_STEPS if police else TOWN_STEPS if row.kind == "TOWN" else ())
    return out


def _measured(connection: Connection, begin: datetime, end: datetime) -> Iterator[tuple[Cell, datetime, datetime]]:
    """(cell, from, until) of every step that began with a report or an incident of the month."""
    report, incident = TABLES["Report"], TABLES["Incident"]
    reported = report.c.reported_at
    bodies = select(report.c.reporter_organisation_id, report.c.discovered_at, reported).where(
        reported >= begin, reported < end, report.c.discovered_at.is_not(None), report.c.reporter_organisation_id.is_not(None)
    )
    for body, discovered, at in connection.execute(bodies):
        yield (body, "DISCOVERED_TO_REPORTED"), discovered, at
    police = _police(connection)
    opened = incident.c.opened_at
    received, month = report.c.received_at, (report.c.received_at >= begin, report.c.received_at < end)
    for district, since, at in connection.execute(select(report.c.district_id, reported, received).where(*month)):
        yield (police[district], "REPORTED_TO_RECEIVED"), since, at
    sent = select(report.c.district_id, received, report.c.dispatched_at).where(*month, report.c.dispatched_at.is_not(None))
    for district, since, at in connection.execute(sent):
        yield (police[district], "RECEIVED_TO_DISPATCHED"), since, at
    # What came to the police without a report has the clock of its incident.
    unreported = _first_after("IncidentResponse", "ordered_at").where(incident.c.report_id.is_(None))
    for step, follows in (
        ("RECEIVED_TO_DISPATCHED", unreported),
        ("RECEIVED_TO_NOTIFIED", _first_after("TownNotice", "noticed_at")),
    ):
        for district, since, at in connection.execute(follows.where(opened >= begin, opened < end)):
            yield (police[district], step), since, at
    for town, since, at in connection.execute(_assessed().where(opened >= begin, opened < end)):
        yield (town, "NOTIFIED_TO_ASSESSED"), since, at


def _police(connection: Connection) -> dict[int, int]:
    """District -> the organisation of its police."""
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    found = select(organisation.c.district_id, organisation.c.id).join(unit, unit.c.id == organisation.c.unit_id)
    rows = connection.execute(found.where(unit.c.code == "police", organisation.c.kind == "UNIT"))
    return {row.district_id: row.id for row in rows}


def _first_after(entity: str, moment: str) -> Select[Any]:
    """(district, opening of the incident, first `moment` of its rows of `entity`)."""
    incident, follows = TABLES["Incident"], TABLES[entity]
    return (
        select(incident.c.district_id, incident.c.opened_at, func.min(follows.c[moment], type_=follows.c[moment].type))
        .join(follows, follows.c.incident_id == incident.c.id)
        .group_by(incident.c.id, incident.c.district_id, incident.c.opened_at)
    )


def _assessed() -> Select[Any]:
    """(town, notice, signature) of each assessment that came of the report behind an incident."""
    incident, notice, assessment = TABLES["Incident"], TABLES["TownNotice"], TABLES["Assessment"]
    return (
        select(assessment.c.organisation_id, notice.c.noticed_at, assessment.c.signed_at)
        .select_from(incident)
        .join(notice, notice.c.incident_id == incident.c.id)
        .join(assessment, assessment.c.report_id == incident.c.report_id)
        .where(assessment.c.signed_at.is_not(None))
    )
