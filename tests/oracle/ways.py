"""Names by which a row rule goes from a row to others, beyond the relations that GraphQL shows.

`child`: whom a record is about, where that is no relation; `<plural>_by_<relation>`: rows that refer to this one by a
to-one relation; `<plural>_of_child`: records of the same child; `<plural>_of_children`: records of the children of a
guardian, a household or a school.
"""

from __future__ import annotations

from schema.catalog import Cardinality, Entity, snake
from schema.entities import CATALOG
from tests.oracle.polar import PolarError
from tests.oracle.world import Row, relation_by_snake


def _entity(plural: str) -> Entity:
    return _BY_PLURAL[plural]


_BY_PLURAL = {snake(e.plural): e for e in CATALOG}


def _children(row: Row) -> list[int]:
    if row.entity.name == "Guardian":
        return [tie["child_id"] for tie in row.world.referring("Guardianship", "guardian_id").get(row.key, [])]
    if row.entity.name == "Household":
        return [child.key for child in row.world.referring("Child", "household_id").get(row.key, [])]
    if row.entity.name == "School":
        return [child.key for child in row.world.referring("Child", "school_id").get(row.key, [])]
    raise PolarError(f"{row.entity.name} has no children")


def further(row: Row, name: str) -> list[Row] | Row | None:
    """The rows that `row.name` leads to; of `child` the one, if any. Raises PolarError for a name that says nothing."""
    if name == "child" and "child_id" in row.values:
        return row.world.by_key["Child"].get(row["child_id"])
    for mark in ("_of_children", "_of_child"):
        if name.endswith(mark):
            entity = _entity(name.removesuffix(mark))
            children = [row["child_id"]] if mark == "_of_child" else _children(row)
            found = row.world.referring(entity.name, "child_id")
            return [r for key in dict.fromkeys(children) if key is not None for r in found.get(key, [])]
    plural, by, relation_name = name.partition("_by_")
    if by:
        entity = _entity(plural)
        relation = relation_by_snake(entity, relation_name)
        if relation and relation.cardinality is Cardinality.ONE and relation.target == row.entity.name:
            return row.world.referring(entity.name, relation.key).get(row.key, [])
    raise PolarError(f"{row.entity.name} has no {name!r}")
