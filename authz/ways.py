"""The ways by which a row rule may go from a row to others, derived from the catalog.

Of an entity: its relations by snake-case name; `child` of every record of a child, also where that is no relation;
`<plural>_by_<relation>`, the rows that refer to it by a to-one relation; `<plural>_of_child`, other records of the same
child; on Guardian, Household and School `<plural>_of_children`, records of their children. Oso follows `in` from the row
only, not from a row that was itself reached by `in`: the last two make up for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schema.catalog import Cardinality, Catalog, Entity, snake
from schema.entities import CATALOG


@dataclass(frozen=True, slots=True)
class Step:
    """To rows of `entity` whose `inner` column equals the `outer` column of the row at hand."""

    entity: str
    inner: str
    outer: str


@dataclass(frozen=True, slots=True)
class Way:
    """A named way to `target`, in one step or more; `many` is opened by `in`, the others by a dot."""

    name: str
    many: bool
    steps: tuple[Step, ...]

    @property
    def target(self) -> str:
        return self.steps[-1].entity

    @property
    def entities(self) -> tuple[str, ...]:
        return tuple(s.entity for s in self.steps)


_KEPT_BY = {"Household": "household_id", "School": "school_id"}
"""Entities that a child refers to -> by which column: they have the ways to records of their children."""


def _plural(entity: Entity) -> str:
    return snake(entity.plural)


def _relations(entity: Entity) -> list[Way]:
    out = []
    for r in entity.relations:
        many = r.cardinality is Cardinality.MANY
        step = Step(r.target, r.key, "id") if many else Step(r.target, "id", r.key)
        out.append(Way(r.snake_name, many, (step,)))
    return out


def _reverse(entity: Entity, catalog: Catalog) -> list[Way]:
    return [
        Way(f"{_plural(other)}_by_{r.snake_name}", True, (Step(other.name, r.key, "id"),))
        for other in catalog
        if other.name != entity.name
        for r in other.relations
        if r.cardinality is Cardinality.ONE and r.target == entity.name
    ]


def _siblings(entity: Entity, catalog: Catalog) -> list[Way]:
    out = [Way("child", False, (Step("Child", "id", "child_id"),))] if "child_id" in entity.storage else []
    for other in catalog:
        if "child_id" not in other.storage or other.name == entity.name:
            continue
        if "child_id" in entity.storage:
            out.append(Way(f"{_plural(other)}_of_child", True, (Step(other.name, "child_id", "child_id"),)))
        if entity.name == "Guardian" and other.name != "Guardianship":
            tie = Step("Guardianship", "guardian_id", "id")
            out.append(Way(f"{_plural(other)}_of_children", True, (tie, Step(other.name, "child_id", "child_id"))))
        if entity.name in _KEPT_BY:
            own = Step("Child", _KEPT_BY[entity.name], "id")
            out.append(Way(f"{_plural(other)}_of_children", True, (own, Step(other.name, "child_id", "id"))))
    return out


_MADE: dict[int, tuple[Catalog, Mapping[str, Mapping[str, Way]]]] = {}
"""By identity of the catalog, which is kept with its ways so that the identity stays its own."""


def ways(catalog: Catalog = CATALOG) -> Mapping[str, Mapping[str, Way]]:
    """Entity -> way by name. A name of the catalog's own comes before a derived one."""
    if id(catalog) not in _MADE:
        found = {e.name: (*_siblings(e, catalog), *_reverse(e, catalog), *_relations(e)) for e in catalog}
        _MADE[id(catalog)] = (catalog, {name: {w.name: w for w in of} for name, of in found.items()})
    return _MADE[id(catalog)][1]
