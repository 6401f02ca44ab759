"""A record of a child with a row in every table that may hold one, and what is left of it in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select

from core.clock import FixedClock
from db.belongings import HANGING, OF_CHILD, references
from db.tables import TABLES
from resolvers.retention import Retention
from schema.entities import CATALOG
from tests.mutations.place import Place
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values

FIRST_KEY = 2_000_000_000
FAMILY = ("MigrationFiling", "FamilyFile")
APART = frozenset({"change", "outbox", "idempotency", "record_end", "archived"})
"""Tables in which an end and its taking back leave something."""


def full_record(place: Place, child: str, first: int, **of: Mapping[str, Any]) -> dict[str, Values]:
    """A random row of every entity that may belong to the child named so, of what hangs on it or refers to it, and of its family,
    all of one another. `of`: entity -> columns that it is to have."""
    world = place.ground.world.tables
    made = {entity: world[entity][0] for entity in world if world[entity] and entity not in OF_CHILD}
    made |= {"Child": place.ground.rows[child], "Guardian": place.ground.rows["guardian"]}
    known = frozenset(made)
    where = place.ground.where(TOWN, VILLAGE)
    others = [r.to for r in references(OF_CHILD) if r.needed and r.to not in (*made, *OF_CHILD)]
    others = [*dict.fromkeys(others), *FAMILY, *OF_CHILD, *(r.entity for r in HANGING if r.entity not in OF_CHILD)]
    for key, entity in enumerate(others, first):
        columns = TABLES[entity].columns
        own: dict[str, Any] = {c: v for c, v in where.items() if c in columns}
        if "child_id" in columns:
            own["child_id"] = made["Child"]["id"]
        for column in columns:
            for reference in column.foreign_keys:
                target = reference.column.table.name
                own |= next(({column.name: row["id"]} for e, row in made.items() if TABLES[e].name == target), {})
        if entity == "LeadTask":
            own |= {"record": "Child", "record_key": made["Child"]["id"], "other_key": None, "status": "OPEN"}
        made[entity] = place.ground.maker.row(CATALOG[entity], id=key, **(own | dict(of.get(entity, {}))))
    return {e: row for e, row in made.items() if e not in known}


async def put(place: Place, rows: Mapping[str, Values]) -> None:
    """Writes the rows, in order."""
    await place.change(*(insert(TABLES[entity]).values(row) for entity, row in rows.items()))


async def left_of(place: Place, child: str) -> dict[str, int]:
    """Entity -> how many rows of the child its table has, where it has some."""
    key, out = place.ground.rows[child]["id"], {}
    for entity in OF_CHILD:
        table = TABLES[entity]
        ((found,),) = await place.rows(select(func.count()).select_from(table).where(table.c.child_id == key))
        out |= {entity: found} if found else {}
    return out


async def tables(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but of those APART."""
    return {name: rows for name, rows in (await place.tables()).items() if name not in APART}


def night(place: Place, later: timedelta = timedelta()) -> Retention:
    """The nightly run, `later` than the world's instant."""
    service = place.stage.service
    return Retention(place.stage.database, service.policies, FixedClock(NOW + later), service.secret)
