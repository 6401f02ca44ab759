"""Changes a world outside what a caller sees: hidden rows and cells altered, deleted, inserted."""

from __future__ import annotations

from random import Random
from typing import Any

from schema.catalog import Entity
from schema.entities import CATALOG
from tests.oracle.policy import Eyes
from tests.oracle.pools import DISTRICTS, value_for
from tests.oracle.projection import projection
from tests.oracle.world import Values, World, columns_of, references
from tests.oracle.worlds import HIDDEN_REFERENCES, WorldMaker, clashes

_NOT_INSERTED = ("Unit", "Town", "Village", "School")


def _targets(entity: Entity) -> dict[str, str]:
    return references(entity) | {c: t for (e, c), t in HIDDEN_REFERENCES.items() if e == entity.name}


def _referred_to(world: World, entity: Entity, key: int) -> bool:
    if entity.name == "Organisation" and (
        any(p["organisation_id"] == key for p in world.persons) or key in world.by_key["School"]
    ):
        return True
    return any(
        row[column] == key
        for other in CATALOG
        for column, target in _targets(other).items()
        if target == entity.name
        for row in world.rows[other.name]
    )


class Disturber:
    """Makes one random change after another, each from a source of chance."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def _maker(self, world: World) -> WorldMaker:
        maker = WorldMaker(self.rng)
        maker.tables = {n: list(rows) for n, rows in world.tables.items()}
        maker.persons = list(world.persons)
        maker.next_key = max(
            (r["id"] for n, rows in maker.tables.items() if n not in ("Town", "Village") for r in rows)
        )
        return maker

    def change(self, world: World) -> World | None:
        """A world with one row changed, deleted or inserted; None where the change is not possible."""
        entity = CATALOG[self.rng.choice(list(CATALOG.entities))]
        rows = list(world.tables[entity.name])
        kind = self.rng.choice(("cell", "cell", "cell", "insert", "delete"))
        if kind == "insert":
            if entity.name in _NOT_INSERTED:
                return None
            maker = self._maker(world)
            made = maker.add(entity, **maker.special(entity.name))
            return world.changed(entity.name, maker.tables[entity.name]) if made else None
        if not rows:
            return None
        row = self.rng.choice(rows)
        others = [r for r in rows if r is not row]
        if kind == "delete":
            return None if _referred_to(world, entity, row["id"]) else world.changed(entity.name, others)
        altered = self._altered(world, entity, row)
        return None if clashes(entity, altered, others) else world.changed(entity.name, [*others, altered])

    def _altered(self, world: World, entity: Entity, row: Values) -> Values:
        column = self.rng.choice([c for c in columns_of(entity) if c not in ("id", "public_id")])
        value: Any
        if column == "district_id":
            value = self.rng.choice(DISTRICTS)
        elif column in _targets(entity):
            value = self._maker(world).reference(entity, column)
        else:
            value = value_for(entity, column, self.rng)
        return {**row, column: value}


def disturbed(eyes: Eyes, rng: Random, tries: int = 40) -> tuple[World, int]:
    """A world with the same projection for the caller of `eyes` that differs elsewhere, and by how many changes."""
    disturber, world, changes = Disturber(rng), eyes.world, 0
    same = projection(eyes)
    for _ in range(tries):
        candidate = disturber.change(world)
        if candidate is not None and projection(eyes.at(candidate)) == same:
            world, changes = candidate, changes + 1
    return world, changes
