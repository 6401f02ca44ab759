"""Predicate trees evaluated row by row in Python: slow and obvious, for tests only."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

from authz.view import Action, DoorView, EntityView, View
from schema.catalog import Kind
from schema.entities import CATALOG
from schema.predicate import (
    And,
    Attribute,
    Compare,
    Constant,
    Exists,
    IsNull,
    Listed,
    Not,
    Operand,
    Or,
    OwnColumn,
    Predicate,
    Truth,
)

Row = Mapping[str, Any]
World = Mapping[str, Mapping[int, Row]]
"""Entity -> key -> row by column, every column there."""

_OPERATORS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": lambda left, right: left in right,
}
_FILLERS: Mapping[Kind, Any] = {
    Kind.BOOL: False,
    Kind.INT: 0,
    Kind.TEXT: "",
    Kind.DATE: "2020-01-01",
    Kind.DATETIME: "2020-01-01T00:00:00.000Z",
}


def filled(entity: str, key: int, given: Row) -> Row:
    """A row with every column: what is given, else null where that may be, else a value of no importance."""
    unknown = given.keys() - CATALOG[entity].storage.keys()
    assert not unknown, f"{entity} has no {unknown}"
    enums = {f.column: next(iter(f.enum.values)) for f in CATALOG[entity].fields if f.enum}
    out = {}
    for column, (kind, nullable) in CATALOG[entity].storage.items():
        out[column] = given.get(column, None if nullable else enums.get(column, _FILLERS.get(kind, f"{entity}-{key}")))
    return out | {"id": key}


def holds(p: Predicate, row: Row, world: World, caller: Mapping[str, Any]) -> bool:
    """Whether the row meets the predicate, two-valued: a comparison with a missing value is false."""
    match p:
        case Truth(value):
            return value
        case IsNull(column):
            return row[column] is None
        case Compare(column, op, operand):
            left, right = row[column], _value(operand, row, caller)
            return left is not None and right is not None and bool(_OPERATORS[op](left, right))
        case Exists(entity, inner, outer, where):
            rows = world.get(entity, {}).values()
            joined = (r for r in rows if row[outer] is not None and r[inner] == row[outer])
            return any(holds(where, r, world, caller) for r in joined)
        case And(parts):
            return all(holds(part, row, world, caller) for part in parts)
        case Or(parts):
            return any(holds(part, row, world, caller) for part in parts)
        case Not(part):
            return not holds(part, row, world, caller)


def _value(operand: Operand, row: Row, caller: Mapping[str, Any]) -> Any:
    match operand:
        case Attribute(name):
            return caller.get(name)
        case Constant(value):
            return value
        case OwnColumn(column):
            return row[column]
        case Listed(items):
            return tuple(_value(item, row, caller) for item in items)
        case _:
            raise AssertionError(f"no row rule holds {operand!r}")


class Sight:
    """What one caller sees of a world under one view."""

    def __init__(self, view: View, world: World, caller: Mapping[str, Any]) -> None:
        self.view = view
        self.world = world
        self.caller = caller

    def _entity(self, entity: str) -> EntityView | None:
        return self.view.entities.get(entity)

    def open_doors(self, entity: str, key: int) -> tuple[DoorView, ...]:
        """Doors open for a row, whether they show or only write."""
        of = self._entity(entity)
        row = self.world[entity][key]
        return tuple(d for d in of.all_doors if holds(d.predicate, row, self.world, self.caller)) if of else ()

    def sees_row(self, entity: str, key: int) -> bool:
        return any(d.fields for d in self.open_doors(entity, key))

    def cell(self, entity: str, key: int, member: str) -> Action | None:
        """READ, MASK or None for one cell."""
        of = self._entity(entity)
        hidden = of.group_denials.get(CATALOG[entity].members[member].group) if of else None
        if hidden is not None and holds(hidden, self.world[entity][key], self.world, self.caller):
            return None
        actions = {d.fields[member].action for d in self.open_doors(entity, key) if member in d.fields}
        return Action.READ if Action.READ in actions else Action.MASK if actions else None

    def projection(self) -> frozenset[tuple[str, int, str, str]]:
        """The visible projection: (entity, key, member, action)."""
        return frozenset(
            (entity, key, member, action.value)
            for entity, rows in self.world.items()
            for key in rows
            for member in CATALOG[entity].members
            if (action := self.cell(entity, key, member)) is not None
        )
