"""Looks up organisations and persons for the command line, and mints tokens for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TypedDict

import sqlalchemy as sa

from authz.caller import Role
from core.clock import SystemClock
from core.settings import Settings
from db.database import Database
from db.tables import TABLES
from db.tables.service import PERSON
from server.databases import open_database
from server.minting import SigningKey, demo_key, mint, read_signing_key
from server.policies import open_policies


class OrganisationLine(TypedDict):
    """An organisation as listed. `kind` in lower case as subjects are named; `unit` is the code of a unit."""

    id: str
    kind: str
    unit: str | None
    name: str


async def list_organisations(s: Settings, kind: str | None, unit: str | None) -> list[OrganisationLine]:
    """Organisations of a kind and of a unit (None: of any), in order of their key."""
    database = open_database(s)
    try:
        return await organisations_of(database, kind, unit)
    finally:
        await database.close()


async def organisations_of(database: Database, kind: str | None, unit: str | None) -> list[OrganisationLine]:
    """As `list_organisations`, from an open database."""
    o, u = TABLES["Organisation"], TABLES["Unit"]
    statement = (
        sa.select(o.c.public_id, o.c.kind, u.c.code, o.c.name)
        .select_from(o.outerjoin(u, u.c.id == o.c.unit_id))
        .order_by(o.c.id)
    )
    values = {}
    if kind is not None:
        statement = statement.where(o.c.kind == sa.bindparam("kind"))
        values["kind"] = kind.upper()
    if unit is not None:
        statement = statement.where(u.c.code == sa.bindparam("unit"))
        values["unit"] = unit
    rows = await database.fetch(statement, values)
    return [{"id": i, "kind": k.lower(), "unit": code, "name": name} for i, k, code, name in rows]


async def person_of(database: Database, organisation: str, role: str, person: str | None) -> str:
    """Public id of an active person of the organisation with the role: `person`, or the first. Raises LookupError."""
    if role not in tuple(Role):
        raise LookupError(f"no role {role!r}; known: {', '.join(Role)}")
    o = TABLES["Organisation"]
    statement = (
        sa.select(PERSON.c.public_id)
        .select_from(PERSON.join(o, o.c.id == PERSON.c.organisation_id))
        .where(o.c.public_id == sa.bindparam("organisation"))
        .where(PERSON.c.role == sa.bindparam("role"), PERSON.c.suspended_at_ms.is_(None))
        .order_by(PERSON.c.id)
    )
    found = [row[0] for row in await database.fetch(statement, {"organisation": organisation, "role": role})]
    if person is not None:
        found = [public_id for public_id in found if public_id == person]
    if not found:
        who = f"{person} as {role}" if person else f"active {role}"
        raise LookupError(f"no {who} in organisation {organisation}")
    return str(found[0])


async def make_own_token(s: Settings, guardian: str, subject: str, minutes: int, signing_key: Path | None) -> str:
    """A token for a guardian on file who acts for himself as `subject`. Raises LookupError, or ValueError for the key."""
    persons = open_policies(s, SystemClock()).declared.persons
    if subject not in persons:
        raise LookupError(f"no person acts as {subject!r}; known: {', '.join(persons)}")
    key = demo_key() if signing_key is None else read_signing_key(signing_key)
    g = TABLES["Guardian"]
    database = open_database(s)
    try:
        active = sa.select(g.c.id).where(g.c.public_id == sa.bindparam("guardian"), g.c.suspended_at_ms.is_(None))
        found = await database.fetch(active, {"guardian": guardian})
    finally:
        await database.close()
    if not found:
        raise LookupError(f"no active guardian {guardian} on file")
    return token_for(s, key, (guardian, None, subject), minutes)


def token_for(
    s: Settings, key: SigningKey, who: tuple[str, str | None, str], minutes: int, purpose: str | None = None
) -> str:
    """A token for (person, organisation, role), public ids; for (guardian, None, subject) of who acts for himself."""
    person, organisation, role = who
    return mint(
        key, SystemClock(), person=person, organisation=organisation, role=role, issuer=s.token_issuer,
        audience=s.token_audience, lifetime=timedelta(minutes=minutes), purpose=purpose,
    )  # fmt: skip


async def make_token(
    s: Settings,
    organisation: str,
    role: str,
    person: str | None,
    purpose: str | None,
    minutes: int,
    signing_key: Path | None,
) -> str:
    """A token for a person on file. Raises LookupError, or ValueError where the key file holds none."""
    key = demo_key() if signing_key is None else read_signing_key(signing_key)
    database = open_database(s)
    try:
        found = await person_of(database, organisation, role, person)
    finally:
        await database.close()
    return token_for(s, key, (found, organisation, role), minutes, purpose)
