"""A database with a few organisations and persons, and a key to mint tokens with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from core.clock import SystemClock
from db.database import Database
from db.tables import TABLES
from db.tables.service import PERSON, REVOKED_TOKEN
from server.minting import SigningKey, mint, new_signing_key

ISSUER, AUDIENCE = "issuer-under-test", "audience-under-test"
KEY = new_signing_key("ed-1")
EC_KEY = new_signing_key("ec-1", "ES256")
DISTRICT = 500112

UNITS = {1: "police", 2: "education"}
ORGANISATIONS = {
    # key: (kind, unit, name)
    1: ("UNIT", 1, "公安分局"),
    2: ("SCHOOL", 2, "中心小学"),
    3: ("SCHOOL", 2, "停用小学"),
}
PERSONS = {
    # key: (organisation, role)
    1: (1, "officer"),
    2: (2, "reader"),
    3: (2, "officer"),
    4: (3, "reader"),
    5: (2, "reader"),
    6: (2, "auditor"),
}


def person(key: int) -> str:
    """Public id of a person."""
    return f"prs_{key:032x}"


def organisation(key: int) -> str:
    """Public id of an organisation."""
    return f"org_{key:032x}"


async def fill(database: Database) -> None:
    """Writes the units, organisations and persons; organisation 3 and person 5 are suspended."""
    units = [{"id": i, "public_id": f"unt_{i:032x}", "code": c, "name": c} for i, c in UNITS.items()]
    organisations = [
        {
            "id": i, "public_id": organisation(i), "name": name, "name_sort": name, "kind": kind, "unit_id": unit,
            "district_id": DISTRICT, "town_id": None, "village_id": None, "suspended_at_ms": 1 if i == 3 else None,
        }
        for i, (kind, unit, name) in ORGANISATIONS.items()
    ]  # fmt: skip
    persons = [
        {
            "id": i, "public_id": person(i), "name": "某某", "organisation_id": o, "role": role,
            "suspended_at_ms": 1 if i == 5 else None,
        }
        for i, (o, role) in PERSONS.items()
    ]  # fmt: skip
    async with database.transaction() as transaction:
        for table, rows in ((TABLES["Unit"], units), (TABLES["Organisation"], organisations), (PERSON, persons)):
            for row in rows:
                await transaction.fetch(sa.insert(table).values(row))


async def suspend(database: Database, table: sa.Table, key: int, at_ms: int | None) -> None:
    """Suspends a person or organisation, or ends that."""
    async with database.transaction() as transaction:
        await transaction.fetch(sa.update(table).where(table.c.id == key).values(suspended_at_ms=at_ms))


async def revoke(database: Database, token_id: str) -> None:
    """Revokes a token."""
    until = SystemClock().now() + timedelta(days=1)
    async with database.transaction() as transaction:
        await transaction.fetch(sa.insert(REVOKED_TOKEN).values(jti=token_id, expires_at=until))


def token(who: int = 2, key: SigningKey = KEY, **changes: Any) -> str:
    """A good token of a person of the database, with other arguments of `mint` where given."""
    where, role = PERSONS[who]
    arguments: dict[str, Any] = {
        "person": person(who),
        "organisation": organisation(where),
        "role": role,
        "issuer": ISSUER,
        "audience": AUDIENCE,
        "lifetime": timedelta(hours=1),
    }
    return mint(key, SystemClock(), **(arguments | changes))
