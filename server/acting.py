"""Whom the demo lets one act as: for a subject an organisation of it, and a token of its first officer."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from authz.declared import SubjectEntry
from core.settings import Settings
from db.database import Database
from db.tables import TABLES
from server.minting import SigningKey
from server.registry import person_of, token_for

_TOKEN_MINUTES = 720


@dataclass(frozen=True, slots=True)
class Acting:
    """A token to try, and for whom. `organisation`: public id; `name`: the organisation's."""

    subject: str
    organisation: str
    name: str
    token: str


async def act(s: Settings, database: Database, key: SigningKey, subject: SubjectEntry) -> Acting | None:
    """A token of the first officer of the subject's organisation; None where the database has none to act for."""
    found = await _organisation(database, subject)
    if found is None:
        return None
    public_id, name = found
    try:
        person = await person_of(database, public_id, "officer", None)
    except LookupError:
        return None
    return Acting(subject.code, public_id, name, token_for(s, key, (person, public_id, "officer"), _TOKEN_MINUTES))


async def _organisation(database: Database, subject: SubjectEntry) -> tuple[str, str] | None:
    """Public id and name: a unit's own organisation; of a kind the one with most children, where children name it."""
    organisation, unit, child = TABLES["Organisation"], TABLES["Unit"], TABLES["Child"]
    statement = sa.select(organisation.c.public_id, organisation.c.name)
    counted = {
        "school": child.c.school_id == organisation.c.id,
        "village": child.c.village_id == organisation.c.village_id,
        "town": child.c.town_id == organisation.c.town_id,
    }
    if subject.form == "unit":
        statement = (
            statement.select_from(organisation.join(unit, unit.c.id == organisation.c.unit_id))
            .where(organisation.c.kind == "UNIT", unit.c.code == subject.code)
            .order_by(organisation.c.id)
        )
    elif subject.form != "kind":
        return None
    elif subject.code in counted:
        statement = (
            statement.select_from(organisation.join(child, counted[subject.code]))
            .where(organisation.c.kind == subject.code.upper())
            .group_by(organisation.c.id, organisation.c.public_id, organisation.c.name)
            .order_by(sa.func.count().desc(), organisation.c.id)
        )
    else:
        statement = statement.where(organisation.c.kind == subject.code.upper()).order_by(organisation.c.id)
    found = await database.fetch(statement.limit(1))
    return (str(found[0][0]), str(found[0][1])) if found else None
