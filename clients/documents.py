"""What the documents of `examples/` use of a view, and what a view offers.

Both are sets of the same small tuples, so that a document is broken by a view exactly where it uses what the view
does not offer. They are made from the catalog and the grants; GraphQL's own validation must come to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    NamedTypeNode,
    ObjectFieldNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    visit,
)

from schema.catalog import Field
from schema.entities import CATALOG
from schema.graphql_types import order_values
from schema.mutations import MUTATIONS
from schema.views import Surface, filterable

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
Use = tuple[str, ...]
"""("entity", Child), ("shown", Child, name), ("read", Child, name), ("order", Child, NAME_ASC), ("filter", Child),
("orders", Child), ("mutation", fileReport), ("input", fileReport, kind)."""


def read_documents(folder: Path = EXAMPLES) -> dict[str, str]:
    """Subject -> text of its document."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.graphql"))}


_ENTITIES: Mapping[str, str] = {e.name: e.name for e in CATALOG}
_FILTERS: Mapping[str, str] = {f"{e.name}{suffix}": e.name for e in CATALOG for suffix in ("Filter", "ListFilter")}
_ORDERS: Mapping[str, str] = {f"{e.name}Order": e.name for e in CATALOG}
_INPUTS: Mapping[str, str] = {spec.input_type: name for name, spec in MUTATIONS.items()}
_ROOTS: Mapping[str, str] = {n: e.name for e in CATALOG for n in (e.singular, e.plural)}


class _Uses(Visitor):
    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.found: set[Use] = set()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent, name = self.types.get_parent_type(), node.name.value
        owner = parent.name if parent else ""
        if owner == "Query" and name in _ROOTS:
            self.found.add(("entity", _ROOTS[name]))
        elif owner == "Mutation" and name in MUTATIONS:
            self.found.add(("mutation", name))
        elif owner in _ENTITIES and name in CATALOG[owner].members:
            self.found.add(("shown", owner, name))

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        self._type(node.type_condition)

    def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
        self._type(node)

    def _type(self, node: NamedTypeNode) -> None:
        name = node.name.value
        for word, names in (("entity", _ENTITIES), ("filter", _FILTERS), ("orders", _ORDERS)):
            if name in names:
                self.found.add((word, names[name]))

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        parent, name = get_named_type(self.types.get_parent_input_type()), node.name.value
        owner = parent.name if parent else ""
        if owner in _FILTERS and name in CATALOG[_FILTERS[owner]].members:
            self.found.add(("read", _FILTERS[owner], name))
        elif owner in _INPUTS:
            self.found.add(("input", _INPUTS[owner], name))

    def enter_enum_value(self, node: EnumValueNode, *_: Any) -> None:
        given = get_named_type(self.types.get_input_type())
        if given and given.name in _ORDERS:
            self.found.add(("order", _ORDERS[given.name], node.value))


def uses(document: DocumentNode | str, whole: GraphQLSchema) -> frozenset[Use]:
    """What a document names of entities and mutations, by the types of the whole schema or of a view that has it all."""
    parsed = parse(document) if isinstance(document, str) else document
    types = TypeInfo(whole)
    visitor = _Uses(types)
    visit(parsed, TypeInfoVisitor(types, visitor))
    return frozenset(visitor.found)


def offers(surface: Surface) -> frozenset[Use]:
    """What a view has of all that a document could use."""
    return frozenset((*_reads(surface), *_writes(surface)))


def _reads(surface: Surface) -> Iterator[Use]:
    for entity, members in surface.members.items():
        yield "entity", entity
        if filterable(surface, entity):
            yield "filter", entity
        for name, shown in members.items():
            member = CATALOG[entity].members[name]
            if not isinstance(member, Field):
                if member.target in surface.members:
                    yield "shown", entity, name
                if shown.readable and filterable(surface, member.target):
                    yield "read", entity, name
                continue
            yield "shown", entity, name
            if shown.readable and member.filter:
                yield "read", entity, name
        orders = {v for v, (n, _) in order_values(CATALOG[entity]).items() if n in members and members[n].readable}
        if orders:
            yield "orders", entity
        for value in orders:
            yield "order", entity, value


def _writes(surface: Surface) -> Iterator[Use]:
    for mutation, fields in surface.inputs.items():
        yield "mutation", mutation
        for name in fields:
            yield "input", mutation, name
