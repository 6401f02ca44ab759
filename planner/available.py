"""Validation: first, whether every member named exists in the view; then the rules of the specification.

A member that is hidden and one that never was get the same answer in the same words, and all of a
document's are listed.
"""

from __future__ import annotations

from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    NamedTypeNode,
    Node,
    ObjectFieldNode,
    ValidationRule,
    get_location,
    get_named_type,
    specified_rules,
    specified_scalar_types,
    validate,
)

from core.errors import RequestRefusedError, TonghuError, Words


def _places(node: Node) -> list[tuple[int, int]]:
    if node.loc is None:
        return []
    at = get_location(node.loc.source, node.loc.start)
    return [(at.line, at.column)]


def _available(subject: str) -> tuple[type[ValidationRule], list[TonghuError]]:
    """A rule that lists in the second value whatever the schema does not have."""
    found: list[TonghuError] = []

    def missing(member: str, node: Node) -> None:
        found.append(TonghuError("FIELD_NOT_AVAILABLE", locations=_places(node), member=member, subject=subject))

    class MembersAvailable(ValidationRule):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            parent = self.context.get_parent_type()
            if parent is not None and self.context.get_field_def() is None:
                missing(f"{parent.name}.{node.name.value}", node)

        def enter_argument(self, node: ArgumentNode, _key: Any, _parent: Any, _path: Any, ancestors: Any) -> None:
            parent, field = self.context.get_parent_type(), self.context.get_field_def()
            if self.context.get_directive() is None and field is not None and self.context.get_argument() is None:
                owner = ancestors[-1] if not isinstance(ancestors[-1], list | tuple) else ancestors[-2]
                missing(f"{parent.name if parent else ''}.{owner.name.value}.{node.name.value}", node)

        def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
            parent = get_named_type(self.context.get_parent_input_type())
            if isinstance(parent, GraphQLInputObjectType) and node.name.value not in parent.fields:
                missing(f"{parent.name}.{node.name.value}", node)

        def enter_enum_value(self, node: EnumValueNode, *_: Any) -> None:
            of = get_named_type(self.context.get_input_type())
            if isinstance(of, GraphQLEnumType) and node.value not in of.values:
                missing(f"{of.name}.{node.value}", node)

        def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
            name = node.name.value
            if name not in self.context.schema.type_map and name not in specified_scalar_types:
                missing(node.name.value, node)

        def enter_operation_definition(self, node: Any, *_: Any) -> None:
            if node.operation.value not in ("query", "mutation"):
                missing(node.operation.value, node)
            elif node.operation.value == "mutation" and self.context.schema.mutation_type is None:
                for selection in node.selection_set.selections:
                    if isinstance(selection, FieldNode):
                        missing(f"Mutation.{selection.name.value}", selection)

    return MembersAvailable, found


def check_available(schema: GraphQLSchema, document: DocumentNode, subject: str) -> None:
    """Raises RequestRefusedError with every FIELD_NOT_AVAILABLE, else with every DOCUMENT_INVALID."""
    rule, missing = _available(subject)
    validate(schema, document, [rule], max_errors=None)
    if missing:
        raise RequestRefusedError(missing)
    errors = validate(schema, document, specified_rules, max_errors=20, hide_suggestions=True)
    if errors:
        raise RequestRefusedError([_invalid(e) for e in errors])


def _invalid(error: GraphQLError) -> TonghuError:
    places = [(at.line, at.column) for at in error.locations or ()]
    return TonghuError("DOCUMENT_INVALID", locations=places, reason=Words(error.message, error.message))


def unknown_input(of: Any, value: Any, subject: str) -> list[TonghuError]:
    """FIELD_NOT_AVAILABLE for every key and enum value in a variable's raw value that the view does not have."""
    if isinstance(of, GraphQLNonNull):
        return unknown_input(of.of_type, value, subject)
    if isinstance(of, GraphQLList):
        items = value if isinstance(value, list) else [value]
        return [e for item in items for e in unknown_input(of.of_type, item, subject)]
    if isinstance(of, GraphQLEnumType) and isinstance(value, str) and value not in of.values:
        return [TonghuError("FIELD_NOT_AVAILABLE", member=f"{of.name}.{value}", subject=subject)]
    if not isinstance(of, GraphQLInputObjectType) or not isinstance(value, dict):
        return []
    out: list[TonghuError] = []
    for name, inner in value.items():
        if name in of.fields:
            out.extend(unknown_input(of.fields[name].type, inner, subject))
        else:
            out.append(TonghuError("FIELD_NOT_AVAILABLE", member=f"{of.name}.{name}", subject=subject))
    return out

