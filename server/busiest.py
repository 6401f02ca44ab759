"""Of each subject the organisation, or the guardian on file, that has most to show: whom the demo lets one act as.

What is counted are rows of the caller's own work. Each statement is one look-up by indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from authz.declared import SubjectEntry
from core.clock import work_date
from db.database import Database
from db.tables import TABLES

Chosen = sa.Select[Any]
"""Gives public id and name, the one with most to show first."""

_O = TABLES["Organisation"]


def _with_most(entity: str, column: str, own: str = "id", **cells: str) -> Callable[[str], Chosen]:
    """Kinds whose own rows name them: `column` of the entity's rows with these cells is the organisation's `own`."""

    def chosen(kind: str) -> Chosen:
        table = TABLES[entity]
        return (
            sa.select(_O.c.public_id, _O.c.name)
            .select_from(_O.join(table, table.c[column] == _O.c[own]))
            .where(_O.c.kind == kind.upper(), *(table.c[name] == value for name, value in cells.items()))
            .group_by(_O.c.id, _O.c.public_id, _O.c.name)
            .order_by(sa.func.count().desc(), _O.c.id)
        )

    return chosen


_hosting = _with_most("Placement", "host_organisation_id", status="RUNNING")
_KINDS: Mapping[str, Callable[[str], Chosen]] = {
    "school": _with_most("Child", "school_id"),
    "kindergarten": _with_most("Child", "school_id"),
    "village": _with_most("Child", "village_id", "village_id"),
    "town": _with_most("Child", "town_id", "town_id"),
    "hospital": _with_most("CheckUp", "organisation_id"),
    "social_work_body": _with_most("ServiceSession", "provider_organisation_id"),
    "rescue_station": _hosting,
    "welfare_home": _hosting,
    "temporary_shelter": _hosting,
    "care_institution": _with_most("CareEnrolment", "organisation_id", status="IN_CARE"),
    "charity_or_volunteer_body": _with_most("GroupPairing", "organisation_id", status="ACTIVE"),
}


def _unit(code: str) -> Chosen:
    """A unit of the district with most villages: over these the children are spread."""
    unit, village = TABLES["Unit"], _O.alias("village")
    villages = (
        sa.select(sa.func.count())
        .where(village.c.kind == "VILLAGE", village.c.district_id == _O.c.district_id)
        .scalar_subquery()
    )
    return (
        sa.select(_O.c.public_id, _O.c.name)
        .select_from(_O.join(unit, unit.c.id == _O.c.unit_id))
        .where(_O.c.kind == "UNIT", unit.c.code == code)
        .order_by(villages.desc(), _O.c.id)
    )


def _guardian(now: datetime) -> Chosen:
    """A parent with custody who entrusted the child by an agreement; first who filed the work away and has notices."""
    g, a, tie = TABLES["Guardian"], TABLES["Agreement"], TABLES["Guardianship"]
    filing, notice = TABLES["MigrationFiling"], TABLES["CareNotice"]
    holds = sa.and_(
        tie.c.child_id == a.c.child_id, tie.c.guardian_id == g.c.id, tie.c.custody == sa.literal(True, tie.c.custody.type),
        tie.c.ends_at > now,
        tie.c.barred_until <= now,
    )  # fmt: skip
    filed = sa.exists().where(filing.c.guardian_id == g.c.id)
    told = sa.exists().where(notice.c.guardian_id == g.c.id, notice.c.child_id == a.c.child_id)
    joined = g.join(a, a.c.parent_id == g.c.id).join(tie, holds)
    return _active(g, joined).order_by(sa.case((filed & told, 0), (filed | told, 1), else_=2), a.c.id)


def _entrusted(now: datetime) -> Chosen:
    """A carer whose agreement is in force; first who has notices on the child."""
    g, a, notice = TABLES["Guardian"], TABLES["Agreement"], TABLES["CareNotice"]
    today = work_date(now)
    told = sa.exists().where(notice.c.guardian_id == g.c.id, notice.c.child_id == a.c.child_id)
    in_force = (a.c.status == "IN_FORCE", a.c.starts_on <= today, a.c.ends_on >= today)
    return _active(g, g.join(a, a.c.carer_id == g.c.id)).where(*in_force).order_by(sa.case((told, 0), else_=1), a.c.id)


def _relative(_now: datetime) -> Chosen:
    """A relative who petitioned, is asked for a part of an assessment, or is the carer of a placement; first who did most."""
    g, petition, part, placement = (TABLES[n] for n in ("Guardian", "Petition", "AssessmentPart", "Placement"))
    own = sa.union_all(
        sa.select(petition.c.petitioner_guardian_id.label("guardian_id")),
        sa.select(part.c.relative_guardian_id),
        sa.select(placement.c.host_guardian_id).where(placement.c.status == "RUNNING"),
    ).subquery()
    return (
        _active(g, g.join(own, own.c.guardian_id == g.c.id))
        .group_by(g.c.id, g.c.public_id, g.c.name)
        .order_by(sa.func.count().desc(), g.c.id)
    )


def _active(guardian: sa.Table, joined: sa.FromClause) -> Chosen:
    return sa.select(guardian.c.public_id, guardian.c.name).select_from(joined).where(guardian.c.suspended_at_ms.is_(None))


_PERSONS: Mapping[str, Callable[[datetime], Chosen]] = {
    "guardian": _guardian,
    "entrusted_guardian": _entrusted,
    "near_relative": _relative,
}


async def busiest(database: Database, subject: SubjectEntry, now: datetime) -> tuple[str, str] | None:
    """Public id and name of an organisation, or of a guardian where the subject is a person; None where none is on file.

    `now`: the instant at which agreements must be in force and custody held.
    """
    if subject.form == "unit":
        statement = _unit(subject.code)
    elif subject.form == "kind":
        statement = _KINDS[subject.code](subject.code)
    elif subject.form == "person":
        statement = _PERSONS[subject.code](now)
    else:
        return None
    found = await database.fetch(statement.limit(1))
    return (str(found[0][0]), str(found[0][1])) if found else None
