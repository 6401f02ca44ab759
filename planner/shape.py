"""Variables by shape: what of their values changes the plan, and the rest as slots to be bound.

A shape is hashable and equal for all values that need the same statement: absent, null or given, keys of
input objects, values of order enums and booleans, buckets of page sizes, prefixes of ids to be looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    type_from_ast,
)
from graphql.execution.values import VariableValues

from planner.arguments import BUCKETS, MAX_PAGE, bucket_of
from planner.values import SizedSlot, TypedSlot, prefixes_of
from schema.interfaces import KIND
from schema.predicate import Slot

Shape = Any
"""A hashable tree."""

Flatten = Callable[[Any, list[Any]], tuple[Shape, Any]]
"""(value, slots so far) -> (shape, the value with slots for leaves)."""


def _leaf(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
    slots.append(value)
    return "leaf", Slot(len(slots) - 1)


def _literal(value: Any, _: list[Any]) -> tuple[Shape, Any]:
    return ("literal", value), value


def _size(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
    if not isinstance(value, int) or not 1 <= value <= MAX_PAGE:
        return ("literal", value), value  # refused by the planner, with its code
    if value in BUCKETS:
        return ("literal", value), value  # the statement says it: nothing is cut off after the bucket
    slots.append(value)
    return ("size", bucket_of(value)), SizedSlot(Slot(len(slots) - 1), value)


def _ids(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
    prefixes = prefixes_of(value if isinstance(value, list) else [value])
    slots.append(value)
    return ("ids", prefixes), TypedSlot(Slot(len(slots) - 1), prefixes)


def _nullable(inner: Flatten) -> Flatten:
    def flatten(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
        return ("null", None) if value is None else inner(value, slots)

    return flatten


def _object(of: GraphQLInputObjectType) -> Flatten:
    fields: dict[str, Flatten] = {}

    def flatten(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
        shapes, symbols = [], {}
        for name, given in value.items():
            if name not in fields:  # made on first use: input types refer to themselves
                fields[name] = flattener(of.fields[name].type, "")
            shape, symbols[name] = fields[name](given, slots)
            shapes.append((name, shape))
        return tuple(shapes), symbols

    return flatten


def _each(inner: Flatten) -> Flatten:
    def flatten(value: Any, slots: list[Any]) -> tuple[Shape, Any]:
        made = [inner(v, slots) for v in value]
        return tuple(s for s, _ in made), [symbol for _, symbol in made]

    return flatten


def flattener(of: Any, use: str) -> Flatten:
    """The flattening of values of an input type; `use` is `size`, `ids` or `literal` for variables used so."""
    if isinstance(of, GraphQLNonNull):
        return flattener(of.of_type, use)
    if use == "ids":
        return _nullable(_ids)
    if use == "literal":
        return _literal
    if isinstance(of, GraphQLList):
        item = of.of_type.of_type if isinstance(of.of_type, GraphQLNonNull) else of.of_type
        structured = isinstance(item, GraphQLInputObjectType | GraphQLList) or is_order(item)
        return _nullable(_each(flattener(item, "")) if structured else _leaf)
    if isinstance(of, GraphQLInputObjectType):
        return _nullable(_object(of))
    if is_order(of) or of.name == "Boolean":
        return _nullable(_literal)
    return _nullable(_size if use == "size" else _leaf)


def is_order(of: Any) -> bool:
    """The enum of an order or of the kinds of a timeline: its values shape the plan."""
    return isinstance(of, GraphQLEnumType) and (of.name.endswith("Order") or of.name == KIND)


@dataclass(frozen=True, slots=True)
class Flattened:
    """One request's variables: the shape (part of the plan's key), the slots' values, the symbolic variables."""

    shape: Shape
    slots: list[Any]
    symbolic: VariableValues


class VariableShaper:
    """Flattens the coerced variables of one operation of one document against one schema."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode, uses: Mapping[str, str]) -> None:
        self.flatteners = {
            d.variable.name.value: flattener(type_from_ast(schema, d.type), uses.get(d.variable.name.value, ""))
            for d in operation.variable_definitions or ()
        }

    def __call__(self, values: VariableValues) -> Flattened:
        slots: list[Any] = []
        shapes: list[Shape] = []
        symbols: dict[str, Any] = {}
        coerced = values.coerced
        for name, flatten in self.flatteners.items():
            value = coerced.get(name, Undefined)
            if value is Undefined:
                shapes.append("absent")
            else:
                shape, symbols[name] = flatten(value, slots)
                shapes.append(shape)
        return Flattened(tuple(shapes), slots, VariableValues(values.sources, symbols))
