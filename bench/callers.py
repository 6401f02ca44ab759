"""Who asks in the bench: real tokens of the demo's key, and the parameters that the floors need instead."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench.operations import OPERATIONS, Operation
from core.clock import SystemClock
from core.settings import Settings
from db.database import Database
from db.tables import TABLES
from db.tables.service import PERSON
from schema.enums import CHILD_CATEGORY
from server.databases import open_database
from server.minting import demo_key, demo_key_set, mint

CHILDREN_ASKED = 200
"""Different children that operation (i) asks for in turn."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent for one operation: to the service, and to the floors."""

    operation: Operation
    token: str
    bodies: list[str]
    parameters: list[str]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Files for `bench.load`: of the service, of the floors."""
        service, floor = folder / f"{self.operation.name}.service.json", folder / f"{self.operation.name}.floor.json"
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        service.write_text(json.dumps({"headers": headers, "bodies": self.bodies}))
        floor.write_text(json.dumps({"headers": {"Content-Type": "application/json"}, "bodies": self.parameters}))
        return service, floor


async def _acting(database: Database, subject: str, town: int, school: int) -> tuple[Any, ...]:
    """(person's public id, organisation's public id, organisation's key) of an officer."""
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    query = (
        select(PERSON.c.public_id, organisation.c.public_id, organisation.c.id)
        .select_from(organisation.join(PERSON, PERSON.c.organisation_id == organisation.c.id))
        .where(PERSON.c.role == "officer")
    )
    if subject == "town":
        query = query.where(organisation.c.kind == "TOWN", organisation.c.town_id == town)
    elif subject == "school":
        query = query.where(organisation.c.id == school)
    else:
        units = select(unit.c.id).where(unit.c.code == subject).scalar_subquery()
        query = query.where(organisation.c.kind == "UNIT", organisation.c.unit_id == units)
    return (await database.fetch(query.limit(1)))[0]


async def _town(database: Database, wanted: int | None) -> tuple[int, list[str]]:
    """A town, one with most children if none is wanted, and two categories of which no child of another town
    is referred to its office for guidance.

    The floors have no policy: where a referral adds to the page, they could not answer the same. All doors
    stay open, those of this caller to children of other categories too.
    """
    child, referral, organisation = TABLES["Child"], TABLES["Referral"], TABLES["Organisation"]
    if wanted is not None:  # asked for without a floor beside it
        return wanted, list(CHILD_CATEGORY.values)[:2]
    towns = select(child.c.town_id).group_by(child.c.town_id).order_by(func.count().desc(), child.c.town_id)
    for (town,) in await database.fetch(towns):
        referred = (
            select(child.c.category)
            .join(referral, referral.c.child_id == child.c.id)
            .join(organisation, organisation.c.id == referral.c.to_organisation_id)
            .where(organisation.c.kind == "TOWN", organisation.c.town_id == town, child.c.town_id != town)
            .where(referral.c.purpose == "guardianship_guidance", referral.c.status == "ACCEPTED")
        )
        taken = {row[0] for row in await database.fetch(referred)}
        free = [c for c in CHILD_CATEGORY.values if c not in taken]
        if len(free) > 1:
            return int(town), free[:2]
    raise SystemExit("every town has children of other towns referred to it: seed with another number")


async def _loads(url: str, town: int | None) -> tuple[list[Load], int]:
    settings = Settings(database_url=url)
    database = open_database(settings)
    child = TABLES["Child"]
    try:
        town, categories = await _town(database, town)
        day = TABLES["AttendanceDay"]
        organisation = TABLES["Organisation"]
        attended = (
            select(day.c.school_id)
            .join(organisation, organisation.c.id == day.c.school_id)
            .where(organisation.c.kind == "SCHOOL")
            .group_by(day.c.school_id).order_by(func.count().desc(), day.c.school_id)
        )  # fmt: skip
        school = (await database.fetch(attended.limit(1)))[0][0]
        asked = select(child.c.public_id).where(child.c.town_id == town).order_by(child.c.id).limit(CHILDREN_ASKED)
        children = [row[0] for row in await database.fetch(asked)]
        total = (await database.fetch(select(func.count()).select_from(child)))[0][0]
        loads = []
        for operation in OPERATIONS:
            person, office, key = await _acting(database, operation.subject, town, school)
            token = mint(
                demo_key(), SystemClock(), person=person, organisation=office, role="officer",
                issuer=settings.token_issuer, audience=settings.token_audience, lifetime=timedelta(hours=6),
            )  # fmt: skip
            loads.append(_load(operation, token, children, {"town": town, "school": school, "organisation": key, "categories": categories}))
        return loads, total
    finally:
        await database.close()


def _load(operation: Operation, token: str, children: list[str], keys: dict[str, Any]) -> Load:
    ids = children if "$child" in operation.variables.values() else children[:1]
    bodies = [
        json.dumps({
            "query": operation.document,
            "variables": {k: _given(v, one, keys["categories"]) for k, v in operation.variables.items()},
        }, ensure_ascii=False)
        for one in ids
    ]  # fmt: skip
    parameters: dict[str, list[list[Any]]] = {
        "i": [[one, keys["town"]] for one in ids],
        "ii": [[keys["town"], keys["categories"]]],
        "iii": [[500112, keys["organisation"]]],
        "iv": [[keys["town"], keys["categories"][0]]],
        "v": [[keys["school"]]],
    }
    return Load(operation, token, bodies, [json.dumps(p) for p in parameters[operation.name]])


def _given(value: object, child: str, categories: list[str]) -> object:
    named = {"$child": child, "$one": {"category": {"eq": categories[0]}}, "$two": {"category": {"in": categories}}}
    return named.get(value, value) if isinstance(value, str) else value


def loads(url: str, town: int | None = None) -> tuple[list[Load], int]:
    """The loads of all operations over a database, and its number of children. `town`: else the one with most."""
    return asyncio.run(_loads(url, town))


def key_set() -> Path:
    """The public keys that the service must take."""
    demo_key()
    return demo_key_set()
