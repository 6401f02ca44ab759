"""The schema of a view: the full schema less all that the view does not show.

A type, field, argument, enum value or input field that is not shown does not exist in it, so that a
document naming it fails exactly as one naming something that was never there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    specified_directives,
)
from graphql.type import GraphQLInputType, GraphQLOutputType

from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from schema.full import full_schema
from schema.graphql_types import order_values
from schema.mutations import MUTATIONS


@dataclass(frozen=True)
class Shown:
    """How a view shows a member: whether it may be used (READ) and never comes back null."""

    readable: bool
    non_null: bool


@dataclass(frozen=True)
class Surface:
    """What a view shows: entity -> member -> Shown; mutation -> its input fields. Nothing else exists."""

    members: Mapping[str, Mapping[str, Shown]]
    inputs: Mapping[str, frozenset[str]] = field(default_factory=dict)


def filterable(surface: Surface, entity: str) -> bool:
    """The view's filter of `entity` has a field of its own (directly, or through a relation shown)."""
    shown = surface.members.get(entity, {})
    return any(
        shown[n].readable and ((isinstance(m, Field) and bool(m.filter)) or (not isinstance(m, Field) and m.target in surface.members))
        for n, m in CATALOG[entity].members.items()
        if n in shown
    )


class _Filter:
    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.full = full_schema().type_map
        self.made: dict[str, GraphQLNamedType] = {}

    # -- which names exist ------------------------------------------------------------------------------------------

    @cached_property
    def roles(self) -> Mapping[str, tuple[str, str]]:
        """Generated type name -> (what it is, entity)."""
        out: dict[str, tuple[str, str]] = {}
        for e in CATALOG:
            for suffix in ("", "Connection", "Edge", "Filter", "ListFilter", "Order"):
                out[e.name + suffix] = (suffix or "Object", e.name)
        return out

    def exists(self, name: str) -> bool:
        """A type of the full schema has something to show in this view."""
        role, entity = self.roles.get(name, ("", ""))
        if role in ("Object", "Connection", "Edge"):
            return entity in self.surface.members
        if role in ("Filter", "ListFilter"):
            return entity in self.surface.members and filterable(self.surface, entity)
        if role == "Order":
            return bool(self.orders(entity))
        return name != "Node" or bool(self.surface.members)

    def orders(self, entity: str) -> frozenset[str]:
        shown = self.surface.members.get(entity, {})
        return frozenset(v for v, (n, _) in order_values(CATALOG[entity]).items() if n in shown and shown[n].readable)

    def keeps_field(self, type_name: str, name: str) -> bool:
        role, entity = self.roles.get(type_name, ("", ""))
        if role == "Object":
            return name in ("id", "version") or name in self.surface.members[entity]
        if role == "Filter":
            if name in ("and", "or", "not"):
                return True
            shown = self.surface.members[entity].get(name)
            member = CATALOG[entity].members[name]
            if shown is None or not shown.readable:
                return False
            return isinstance(member, Field) or self.exists(f"{member.target}Filter")
        if type_name == "Mutation":
            return name in self.surface.inputs
        if type_name.endswith("Input") and (spec := self.mutation_of(type_name)):
            return name in self.surface.inputs[spec]
        return True

    @staticmethod
    def mutation_of(input_type: str) -> str | None:
        return next((n for n, spec in MUTATIONS.items() if spec.input_type == input_type), None)

    # -- building ---------------------------------------------------------------------------------------------------

    def named(self, name: str) -> GraphQLNamedType:
        if name not in self.made:
            self.made[name] = self.build(self.full[name])
        return self.made[name]

    def build(self, t: GraphQLNamedType) -> GraphQLNamedType:
        if isinstance(t, GraphQLObjectType):
            interfaces = [self.full["Node"]] if t.interfaces else []
            return GraphQLObjectType(
                t.name,
                lambda: self.fields(t),
                interfaces=lambda: [self.named(i.name) for i in interfaces],  # type: ignore[arg-type] # the Node interface
                description=t.description,
            )
        if isinstance(t, GraphQLInterfaceType):
            return GraphQLInterfaceType(t.name, lambda: self.fields(t), description=t.description)
        if isinstance(t, GraphQLInputObjectType):
            return GraphQLInputObjectType(t.name, lambda: self.input_fields(t), description=t.description)
        if isinstance(t, GraphQLEnumType):
            role, entity = self.roles.get(t.name, ("", ""))
            kept = self.orders(entity) if role == "Order" else frozenset(t.values)
            values = {n: _copy_value(v) for n, v in t.values.items() if n in kept}
            return GraphQLEnumType(t.name, values, description=t.description)
        return t

    def target_exists(self, t: object) -> bool:
        while isinstance(t, GraphQLList | GraphQLNonNull):
            t = t.of_type
        name: str = t.name  # type: ignore[attr-defined] # unwrapped: a named type
        if isinstance(t, GraphQLObjectType) and (spec := next((s for s in MUTATIONS.values() if s.payload == name), None)):
            return spec.name in self.surface.inputs
        return self.exists(name)

    def fields(self, t: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        out = {}
        for name, f in t.fields.items():
            if not self.keeps_field(t.name, name) or not self.target_exists(f.type):
                continue
            arguments = {
                n: GraphQLArgument(self.input_ref(a.type), a.default_value, description=a.description)
                for n, a in f.args.items()
                if self.target_exists(a.type)
            }
            made = self.output_ref(f.type)
            entity = t.name if self.roles.get(t.name, ("",))[0] == "Object" else None
            if entity and name not in ("id", "version") and isinstance(made, GraphQLNonNull):
                member = CATALOG[entity].members[name]
                if (isinstance(member, Field) and not self.surface.members[entity][name].non_null) or (not isinstance(member, Field) and member.cardinality is Cardinality.MANY and not self.surface.members[entity][name].non_null):
                    made = made.of_type
            out[name] = GraphQLField(made, arguments, description=f.description)
        return out

    def input_fields(self, t: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
        return {
            n: GraphQLInputField(self.input_ref(f.type), f.default_value, description=f.description)
            for n, f in t.fields.items()
            if self.keeps_field(t.name, n) and self.target_exists(f.type)
        }

    def output_ref(self, t: GraphQLOutputType) -> GraphQLOutputType:
        return _wrap(t, self.named)  # type: ignore[return-value] # same wrapping, same side

    def input_ref(self, t: GraphQLInputType) -> GraphQLInputType:
        return _wrap(t, self.named)  # type: ignore[return-value] # same wrapping, same side


def _copy_value(value: GraphQLEnumValue) -> GraphQLEnumValue:
    return GraphQLEnumValue(value.value, description=value.description)


def _wrap(t: object, named: Callable[[str], GraphQLNamedType]) -> object:
    if isinstance(t, GraphQLNonNull):
        return GraphQLNonNull(_wrap(t.of_type, named))  # type: ignore[type-var]
    if isinstance(t, GraphQLList):
        return GraphQLList(_wrap(t.of_type, named))  # type: ignore[type-var]
    if isinstance(t, GraphQLScalarType):
        return t
    return named(t.name)  # type: ignore[attr-defined]


def filter_schema(surface: Surface) -> GraphQLSchema:
    """The GraphQLSchema of a surface. Reads and writes that nothing shows have no root field."""
    made = _Filter(surface)
    mutation = made.named("Mutation") if surface.inputs else None
    return GraphQLSchema(
        query=made.named("Query"),  # type: ignore[arg-type] # an object type by construction
        mutation=mutation,  # type: ignore[arg-type]
        types=[made.named(e.name) for e in CATALOG if e.name in surface.members],
        directives=specified_directives,
        description=full_schema().description,
    )
