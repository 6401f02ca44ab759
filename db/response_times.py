"""How long each step of the chain took, by organisation and month (四(一), 四(二), 五(四)): the measure of RESPONSE_TIMES.

A cell names no report and no incident. Each organisation has a cell for each step that it may take, so that whether a cell is
there tells nothing. Its count is never published: it would be a total of other tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import Connection, Select, func, select

from db.measures import Measured, Span
from db.protect import Cell
from db.tables import TABLES

Taken = tuple[int, str]
"""(key of an organisation, value of ResponseStep)."""
POLICE_STEPS = ("REPORTED_TO_RECEIVED", "RECEIVED_TO_DISPATCHED", "RECEIVED_TO_NOTIFIED")
TOWN_STEPS = ("NOTIFIED_TO_ASSESSED",)
BODY_STEPS = ("DISCOVERED_TO_REPORTED",)


def response_times(connection: Connection, span: Span) -> Measured:
    """Cases by organisation and step, their median in minutes beside."""
    minutes: dict[Taken, list[int]] = defaultdict(list)
    for taken, since, until in _measured(connection, *span.moments):
        minutes[taken].append(int((until - since).total_seconds() // 60))
    counts: dict[Cell, int] = {}
    medians: dict[Cell, int | None] = {}
    names = {}
    for key, (name, district, steps) in _organisations(connection).items():
        names[str(key)] = name
        for step in steps:
            cell, found = (district, str(key), step), minutes.get((key, step), [])
            counts[cell], medians[cell] = len(found), round(median(found)) if found else None
    return Measured(counts, names, medians)


def _organisations(connection: Connection) -> dict[int, tuple[str, int, tuple[str, ...]]]:
    """Organisation -> (name, district, steps of which it has a cell)."""
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    found = select(organisation.c.id, organisation.c.name, organisation.c.district_id, organisation.c.kind, unit.c.code)
    out: dict[int, tuple[str, int, tuple[str, ...]]] = {}
    for row in connection.execute(found.outerjoin(unit, unit.c.id == organisation.c.unit_id)):
        own = POLICE_STEPS if row.kind == "UNIT" and row.code == "police" else TOWN_STEPS if row.kind == "TOWN" else ()
        out[row.id] = (row.name, row.district_id, (*BODY_STEPS, *own))
    return out


def _measured(connection: Connection, begin: datetime, end: datetime) -> Iterator[tuple[Taken, datetime, datetime]]:
    """((organisation, step), from, until) of every step that began with a report or an incident of the month."""
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
