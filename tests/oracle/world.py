"""A world: every row of every entity as a plain dict, and the ways between rows that the catalog names.

Values are Python's own: int keys, str, bool, date, datetime (UTC, milliseconds), None. Hidden columns,
sort keys (`name_sort`) included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from schema.catalog import Cardinality, Entity, Kind, Relation
from schema.entities import CATALOG

Values = dict[str, Any]


def columns_of(entity: Entity) -> dict[str, tuple[Kind, bool]]:
    """Column -> (kind, nullable) of everything stored of an entity, the sort keys that are no field included."""
    out = dict(entity.storage)
    for f in entity.fields:
        if f.order and f.order not in out:
            out[f.order] = (Kind.TEXT, False)
    return out


def relation_by_snake(entity: Entity, name: str) -> Relation | None:
    """The relation that Polar calls `name`."""
    return _BY_SNAKE[entity.name].get(name)


_BY_SNAKE = {e.name: {r.snake_name: r for r in e.relations} for e in CATALOG}


class Row:
    """One row: read its columns by `row["name"]`, its neighbours by `row.one(...)` and `row.many(...)`."""

    __slots__ = ("entity", "key", "public_id", "values", "world")

    def __init__(self, world: World, entity: Entity, values: Values) -> None:
        self.world = world
        self.entity = entity
        self.values = values
        self.key = int(values["id"])
        self.public_id = str(values["public_id"])

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def one(self, relation: Relation) -> Row | None:
        """The row that a to-one relation leads to, visible or not."""
        key = self.values[relation.key]
        return None if key is None else self.world.by_key[relation.target].get(key)

    def many(self, relation: Relation) -> list[Row]:
        """The rows that a to-many relation leads to, visible or not, in order of key."""
        return self.world.referring(relation.target, relation.key).get(self.key, [])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and (self.entity.name, self.key) == (other.entity.name, other.key)

    def __hash__(self) -> int:
        return hash((self.entity.name, self.key))

    def __repr__(self) -> str:
        return f"{self.entity.name}({self.public_id})"


@dataclass(frozen=True)
class World:
    """All rows by entity name, each list in any order, and the persons who act (a service table).

    A world is never changed: make another with `changed`.
    """

    tables: Mapping[str, tuple[Values, ...]]
    persons: tuple[Values, ...] = ()
    _referring: dict[tuple[str, str], dict[int, list[Row]]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows by entity, in order of key."""
        return {
            e.name: tuple(Row(self, e, v) for v in sorted(self.tables.get(e.name, ()), key=lambda v: int(v["id"])))
            for e in CATALOG
        }

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[int, Row]]:
        return {name: {r.key: r for r in rows} for name, rows in self.rows.items()}

    @cached_property
    def by_public_id(self) -> Mapping[str, Row]:
        return {r.public_id: r for rows in self.rows.values() for r in rows}

    def referring(self, entity: str, column: str) -> dict[int, list[Row]]:
        """Rows of `entity` by what their `column` refers to."""
        index = self._referring.get((entity, column))
        if index is None:
            index = {}
            for row in self.rows[entity]:
                if row[column] is not None:
                    index.setdefault(row[column], []).append(row)
            self._referring[(entity, column)] = index
        return index

    def changed(self, entity: str, rows: Iterable[Values]) -> World:
        """The same world but for the rows of `entity`."""
        return World({**self.tables, entity: tuple(rows)}, self.persons)


def references(entity: Entity) -> dict[str, str]:
    """Column of `entity` -> entity whose key it holds, as the relations of the catalog say."""
    out: dict[str, str] = {}
    for e in CATALOG:
        for r in e.relations:
            if r.cardinality is Cardinality.ONE and e is entity and r.key != "id":
                out[r.key] = r.target
            if r.cardinality is Cardinality.MANY and r.target == entity.name:
                out[r.key] = e.name
    return out
