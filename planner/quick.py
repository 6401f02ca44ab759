"""The quick way through a request's variables: raw values straight to shape and slots.

It does in one pass, for plain values, what graphql-core's coercion and `planner.shape` do in two. Whatever
is not plain (a default, a single value for a list, anything invalid) raises Slow, and the caller takes the
long way, which also words the errors. A test holds the two ways to equal results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    type_from_ast,
)

from planner.arguments import BUCKETS, MAX_PAGE, bucket_of
from planner.shape import Shape, is_order
from planner.values import prefixes_of

Step = Callable[[Any, list[Any]], Shape]
"""(raw value, slots so far) -> shape."""

_INT = 2**31


class Slow(Exception):  # noqa: N818 - no error: the long way is to be taken
    """The value is not plain."""


def _scalar(of: GraphQLScalarType) -> Callable[[Any], Any]:
    name = of.name

    def plain(value: Any) -> Any:
        kind = type(value)
        if name in ("String", "ID"):
            if kind is str:
                return value
        elif name == "Int":
            if kind is int and -_INT <= value < _INT:
                return value
        elif name == "Boolean":
            if kind is bool:
                return value
        elif kind is str:
            try:
                return of.parse_value(value)
            except (GraphQLError, ValueError):
                raise Slow from None
        raise Slow

    return plain


def _enum(of: GraphQLEnumType) -> Callable[[Any], Any]:
    values = {n: v.value for n, v in of.values.items()}

    def plain(value: Any) -> Any:
        if type(value) is str and value in values:
            return values[value]
        raise Slow

    return plain


def _leaf(plain: Callable[[Any], Any], literal: bool) -> Step:
    def step(value: Any, slots: list[Any]) -> Shape:
        made = plain(value)
        if literal:
            return ("literal", made)
        slots.append(made)
        return "leaf"

    return step


def _size(value: Any, slots: list[Any]) -> Shape:
    if type(value) is not int or not 1 <= value <= MAX_PAGE:
        raise Slow
    if value in BUCKETS:
        return ("literal", value)
    slots.append(value)
    return ("size", bucket_of(value))


def _ids(many: bool) -> Step:
    def step(value: Any, slots: list[Any]) -> Shape:
        found = [value] if not many else value
        if type(found) is not list or any(type(v) is not str for v in found):
            raise Slow
        slots.append(value)
        return ("ids", prefixes_of(found))

    return step


def _object(of: GraphQLInputObjectType) -> Step:
    steps: dict[str, Step] = {}

    def step(value: Any, slots: list[Any]) -> Shape:
        if type(value) is not dict:
            raise Slow
        if not steps:  # made on first use: input types refer to themselves
            steps.update({n: step_of(f.type, "") for n, f in of.fields.items()})
            if any(f.default_value is not Undefined or isinstance(f.type, GraphQLNonNull) for f in of.fields.values()):
                steps[""] = _size  # a default or a required field: never plain
        if "" in steps or not value.keys() <= steps.keys():
            raise Slow
        # graphql-core gives the fields in the order of the type.
        return tuple((n, s(value[n], slots)) for n, s in steps.items() if n in value)

    return step


def _list(item: Any) -> Step:
    if isinstance(item, GraphQLInputObjectType | GraphQLList) or is_order(item):
        inner = step_of(item, "")

        def each(value: Any, slots: list[Any]) -> Shape:
            if type(value) is not list or None in value:
                raise Slow
            return tuple(inner(v, slots) for v in value)

        return each
    plain = _enum(item) if isinstance(item, GraphQLEnumType) else _scalar(item)

    def whole(value: Any, slots: list[Any]) -> Shape:
        if type(value) is not list:
            raise Slow
        slots.append([plain(v) for v in value])
        return "leaf"

    return whole


def step_of(of: Any, use: str) -> Step:
    """The step for values of an input type; `use` as in `planner.shape.flattener`."""
    if isinstance(of, GraphQLNonNull):
        inner = step_of(of.of_type, use)

        def required(value: Any, slots: list[Any]) -> Shape:
            if value is None:
                raise Slow
            return inner(value, slots)

        return required
    if use == "ids":
        made: Step = _ids(isinstance(of, GraphQLList))
    elif isinstance(of, GraphQLList):
        made = _list(of.of_type.of_type if isinstance(of.of_type, GraphQLNonNull) else of.of_type)
    elif isinstance(of, GraphQLInputObjectType):
        made = _object(of)
    elif use == "size":
        made = _size
    else:
        literal = use == "literal" or is_order(of) or of.name == "Boolean"
        made = _leaf(_enum(of) if isinstance(of, GraphQLEnumType) else _scalar(of), literal)

    blank: Shape = ("literal", None) if use == "literal" else "null"

    def nullable(value: Any, slots: list[Any]) -> Shape:
        return blank if value is None else made(value, slots)

    return nullable


class QuickShaper:
    """Shape and slots of one operation's variables, for plain values."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode, uses: Mapping[str, str]) -> None:
        self.steps: list[tuple[str, bool, Step]] = []
        for definition in operation.variable_definitions or ():
            of = type_from_ast(schema, definition.type)
            name = definition.variable.name.value
            must = isinstance(of, GraphQLNonNull) or definition.default_value is not None
            self.steps.append((name, must, step_of(of, uses.get(name, ""))))

    def __call__(self, given: Mapping[str, Any]) -> tuple[Shape, list[Any]]:
        """Raises Slow."""
        slots: list[Any] = []
        shapes: list[Shape] = []
        for name, must, step in self.steps:
            if name in given:
                shapes.append(step(given[name], slots))
            elif must:
                raise Slow
            else:
                shapes.append("absent")
        return tuple(shapes), slots
