"""The schema of a view: the full schema less all that the view does not show.

A type, field, argument, enum value or input field that is not shown does not exist in it, so that a
document naming it fails exactly as one naming something that was never there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    specified_directives,
)
from graphql.type import GraphQLInputType, GraphQLOutputType

from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from schema.full import full_schema
from schema.graphql_types import order_values
from schema.interfaces import INTERFACES, KIND, having, moment_of, timed
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


_ENTITY_TYPES = {
    entity.name + suffix: (suffix or "Object", entity.name)
    for entity in CATALOG
    for suffix in ("", "Connection", "Edge", "Filter", "ListFilter", "Order")
}
"""Name of a type made for an entity -> (what it is, entity)."""
_INPUTS = {spec.input_type: spec.name for spec in MUTATIONS.values()}
_PAYLOADS = {spec.payload: spec.name for spec in MUTATIONS.values()}
_WRITING = frozenset({"Mutation", *_INPUTS, *_PAYLOADS})
"""Types that hang on what a view writes; all others hang on the members that it shows."""
_OF_THE_VIEW = frozenset({"Query", "Viewer", "Node", KIND, *INTERFACES})
"""Types that every view may have otherwise, besides those made for an entity and for writing."""


class _Whole:
    """The full schema's types, and what of them is the same in every view that has it: taken over as it is."""

    def __init__(self) -> None:
        schema = full_schema()
        self.types = schema.type_map
        self.description = schema.description
        self._fixed: dict[str, bool] = {}
        self.fixed_fields = {
            name: {
                n: (f, _nullable(f) if isinstance(f.type, GraphQLNonNull) else f)
                for n, f in t.fields.items()
                if self.fixed(_name(f.type)) and all(self.fixed(_name(a.type)) for a in f.args.values())
            }
            for name, t in self.types.items()
            if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)
        }
        """Type -> field of fixed type and arguments -> (as it is, as it is where it may be null)."""

    def fixed(self, name: str) -> bool:
        """No view has the type otherwise: scalars, enums of the catalog, operators, and what is made of these only."""
        if name not in self._fixed:
            self._fixed[name] = name not in _ENTITY_TYPES and name not in _WRITING and name not in _OF_THE_VIEW
            t = self.types[name]
            if self._fixed[name] and isinstance(t, GraphQLObjectType | GraphQLInputObjectType):
                self._fixed[name] = all(self.fixed(_name(f.type)) for f in t.fields.values())
        return self._fixed[name]


@cache
def _whole() -> _Whole:
    return _Whole()


class _Filter:
    def __init__(self, surface: Surface, made: dict[str, GraphQLNamedType]) -> None:
        self.surface = surface
        self.whole = _whole()
        self.made = made
        """Types of all views that show the same members."""
        self.writing: dict[str, GraphQLNamedType] = {}

    # -- which names exist ------------------------------------------------------------------------------------------

    def exists(self, name: str) -> bool:
        """A type of the full schema has something to show in this view."""
        role, entity = _ENTITY_TYPES.get(name, ("", ""))
        if role in ("Object", "Connection", "Edge"):
            return entity in self.surface.members
        if role in ("Filter", "ListFilter"):
            return entity in self.filterable
        if role == "Order":
            return bool(self.orders(entity))
        if name in _PAYLOADS:
            return _PAYLOADS[name] in self.surface.inputs
        if name in INTERFACES:
            return bool(self.implementing[name])
        if name == KIND:
            return bool(self.kinds)
        return name != "Node" or bool(self.surface.members)

    @cached_property
    def implementing(self) -> Mapping[str, frozenset[str]]:
        """Interface -> the entities that have it in this view."""
        return {
            i.name: frozenset(
                e.name for e in having(i, CATALOG) if set(i.required) <= self.surface.members.get(e.name, {}).keys()
            )
            for i in INTERFACES.values()
        }

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The values of CaseRecordKind: of records that the view shows with their moment."""
        records = self.implementing["CaseRecord"]
        return frozenset(
            kind
            for kind, e in timed(CATALOG).items()
            if e.name in records and (m := moment_of(e)) and (s := self.surface.members[e.name].get(m.name)) and s.readable
        )

    def has(self, type_name: str, interface: str) -> bool:
        """A type implements an interface in this view."""
        return interface == "Node" or type_name in INTERFACES or type_name in self.implementing[interface]

    @cached_property
    def filterable(self) -> frozenset[str]:
        """The entities whose filter has a field of its own."""
        return frozenset(e for e in self.surface.members if filterable(self.surface, e))

    def orders(self, entity: str) -> frozenset[str]:
        shown = self.surface.members.get(entity, {})
        return frozenset(v for v, (n, _) in order_values(CATALOG[entity]).items() if n in shown and shown[n].readable)

    def keeps_field(self, type_name: str, name: str) -> bool:
        role, entity = _ENTITY_TYPES.get(type_name, ("", ""))
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
        if type_name in INTERFACES:
            having_it = self.implementing[type_name]
            return name in ("id", "version") or all(name in self.surface.members[e] for e in having_it)
        if type_name == "Query" and name == "timeline":
            return self.exists(KIND)
        if type_name == "Mutation":
            return name in self.surface.inputs
        if type_name in _INPUTS:
            return name in self.surface.inputs[_INPUTS[type_name]]
        return True

    # -- building ---------------------------------------------------------------------------------------------------

    def named(self, name: str) -> GraphQLNamedType:
        if self.whole.fixed(name):
            return self.whole.types[name]
        made = self.writing if name in _WRITING else self.made
        if name not in made:
            made[name] = self.build(self.whole.types[name])
        return made[name]

    def build(self, t: GraphQLNamedType) -> GraphQLNamedType:
        if isinstance(t, GraphQLObjectType):
            return GraphQLObjectType(
                t.name,
                lambda: self.fields(t),
                interfaces=lambda: self.interfaces(t),
                description=t.description,
            )
        if isinstance(t, GraphQLInterfaceType):
            return GraphQLInterfaceType(
                t.name, lambda: self.fields(t), interfaces=lambda: self.interfaces(t), description=t.description
            )
        if isinstance(t, GraphQLInputObjectType):
            return GraphQLInputObjectType(t.name, lambda: self.input_fields(t), description=t.description)
        if isinstance(t, GraphQLEnumType):
            kept = self.kinds if t.name == KIND else self.orders(_ENTITY_TYPES[t.name][1])
            return GraphQLEnumType(t.name, {n: v for n, v in t.values.items() if n in kept}, description=t.description)
        return t

    def interfaces(self, t: GraphQLObjectType | GraphQLInterfaceType) -> list[GraphQLInterfaceType]:
        return [self.named(i.name) for i in t.interfaces if self.has(t.name, i.name)]  # type: ignore[misc] # by name

    def fields(self, t: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        fixed = self.whole.fixed_fields[t.name]
        out = {}
        for name, f in t.fields.items():
            if not self.keeps_field(t.name, name) or not self.exists(_name(f.type)):
                continue
            if name in fixed:
                out[name] = fixed[name][self.may_be_null(t.name, name)]
                continue
            arguments = {n: self.argument(a) for n, a in f.args.items() if self.exists(_name(a.type))}
            made: GraphQLOutputType = _wrap(f.type, self.named)  # type: ignore[assignment] # same wrapping, same side
            if self.may_be_null(t.name, name) and isinstance(made, GraphQLNonNull):
                made = made.of_type
            out[name] = GraphQLField(made, arguments, description=f.description)
        return out

    def may_be_null(self, type_name: str, name: str) -> bool:
        """Fields and lists of an entity that some door or row rule hides; a to-one relation is nullable as declared."""
        role, entity = _ENTITY_TYPES.get(type_name, ("", ""))
        if name in ("id", "version"):
            return False
        if type_name in INTERFACES:
            return any(self.may_be_null(e, name) for e in self.implementing[type_name])
        if role != "Object":
            return False
        member = CATALOG[entity].members[name]
        stored = isinstance(member, Field) or member.cardinality is Cardinality.MANY
        return stored and not self.surface.members[entity][name].non_null

    def argument(self, a: GraphQLArgument) -> GraphQLArgument:
        if self.whole.fixed(_name(a.type)):
            return a
        made: GraphQLInputType = _wrap(a.type, self.named)  # type: ignore[assignment] # same wrapping, same side
        return GraphQLArgument(made, a.default_value, description=a.description)

    def input_fields(self, t: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
        return {
            n: self.input_field(f)
            for n, f in t.fields.items()
            if self.keeps_field(t.name, n) and self.exists(_name(f.type))
        }

    def input_field(self, f: GraphQLInputField) -> GraphQLInputField:
        if self.whole.fixed(_name(f.type)):
            return f
        made: GraphQLInputType = _wrap(f.type, self.named)  # type: ignore[assignment] # same wrapping, same side
        return GraphQLInputField(made, f.default_value, description=f.description)


def _name(t: object) -> str:
    while isinstance(t, GraphQLList | GraphQLNonNull):
        t = t.of_type
    return t.name  # type: ignore[attr-defined, no-any-return] # unwrapped: a named type


def _nullable(f: GraphQLField) -> GraphQLField:
    return GraphQLField(f.type.of_type, f.args, description=f.description)  # type: ignore[union-attr] # a GraphQLNonNull


def _wrap(t: object, named: Callable[[str], GraphQLNamedType]) -> object:
    if isinstance(t, GraphQLNonNull):
        return GraphQLNonNull(_wrap(t.of_type, named))  # type: ignore[type-var]
    if isinstance(t, GraphQLList):
        return GraphQLList(_wrap(t.of_type, named))  # type: ignore[type-var]
    return named(t.name)  # type: ignore[attr-defined]


_Members = frozenset[tuple[str, frozenset[tuple[str, Shown]]]]


@lru_cache(maxsize=512)
def _made(_: _Members) -> dict[str, GraphQLNamedType]:
    """The types of all views that show these members, whatever they write: an officer's and a reader's are the same."""
    return {}


def filter_schema(surface: Surface) -> GraphQLSchema:
    """The GraphQLSchema of a surface. Reads and writes that nothing shows have no root field."""
    made = _Filter(surface, _made(frozenset((e, frozenset(of.items())) for e, of in surface.members.items())))
    mutation = made.named("Mutation") if surface.inputs else None
    return GraphQLSchema(
        query=made.named("Query"),  # type: ignore[arg-type] # an object type by construction
        mutation=mutation,  # type: ignore[arg-type]
        types=[made.named(e.name) for e in CATALOG if e.name in surface.members],
        directives=specified_directives,
        description=made.whole.description,
        assume_valid=True,  # a part of the whole, which is valid; tests validate the views
    )
