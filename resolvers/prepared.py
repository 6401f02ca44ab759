"""A document prepared for a view: parsed, within limits, validated, its variables' shapers made, its statements kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    ListValueNode,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    type_from_ast,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values

from authz.surface import view_schema
from authz.view import View
from core.errors import RequestRefusedError, TonghuError, Words
from db.statement import Statement
from planner.available import check_available, unknown_input
from planner.limits import DocumentLimits, Measure, parse_within
from planner.quick import QuickShaper
from planner.shape import VariableShaper

_USES = {
    ("first", None): "size",
    ("last", None): "size",
    ("id", "node"): "ids",
    ("ids", "nodes"): "ids",
    ("entity", "grants"): "literal",
    ("name", "__type"): "literal",
}
"""(argument, field or any) -> how a variable there shapes the plan."""


class _Uses(Visitor):
    """Finds the variables whose values shape the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        for argument in node.arguments or ():
            use = _USES.get((argument.name.value, None)) or _USES.get((argument.name.value, node.name.value))
            given = argument.value.values if isinstance(argument.value, ListValueNode) else (argument.value,)
            if use:
                self.found.update({v.name.value: use for v in given if isinstance(v, VariableNode)})


@dataclass
class Operation:
    """An operation of a prepared document. `statements`: by shape of the variables."""

    node: OperationDefinitionNode
    quick: QuickShaper
    shaper: VariableShaper
    types: Mapping[str, Any]
    statements: LRUCache[Any, tuple[Any, Statement]] = field(default_factory=lambda: LRUCache(64))

    @property
    def kind(self) -> str:
        return self.node.operation.value


@dataclass
class Prepared:
    """A document that is valid for a view."""

    view: View
    schema: GraphQLSchema
    text: str
    operations: Mapping[str | None, Operation]
    fragments: dict[str, FragmentDetails]

    def operation(self, name: str | None) -> Operation:
        """The operation to run (GraphQL section 6.1). Raises OPERATION_UNKNOWN."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            reason = Words("文档有多个操作,须给出操作名", "the document has several operations, name one")
            raise TonghuError("OPERATION_UNKNOWN", reason=reason)
        if name not in self.operations:
            raise TonghuError("OPERATION_UNKNOWN", reason=Words("没有这个名字的操作", "no operation has that name"))
        return self.operations[name]

    def variables(self, operation: Operation, given: Mapping[str, Any] | None) -> VariableValues:
        """The coerced variables. Raises FIELD_NOT_AVAILABLE or VARIABLE_INVALID, all of them."""
        raw = dict(given or {})
        try:
            values = get_variable_values(
                self.schema, operation.node.variable_definitions or (), raw, hide_suggestions=True
            )
        except (ValueError, OverflowError, RecursionError) as error:
            reason = type(error).__name__
            raise TonghuError("VARIABLE_INVALID", reason=Words(reason, reason)) from None
        if isinstance(values, VariableValues):
            return values
        unknown = [
            e for name, of in operation.types.items() if name in raw
            for e in unknown_input(of, raw[name], self.view.subject)
        ]  # fmt: skip
        if unknown:
            raise RequestRefusedError(unknown)
        raise RequestRefusedError([value_refused(e) for e in values])


def value_refused(error: GraphQLError) -> TonghuError:
    """VARIABLE_INVALID: graphql-core refuses a value that only the variables decide."""
    return TonghuError("VARIABLE_INVALID", reason=Words(error.message, error.message))


def prepare(view: View, text: str, limits: DocumentLimits) -> Prepared:
    """A document prepared for a view. Raises every refusal of limits, syntax and validation."""
    document = parse_within(text, limits)
    Measure(document, limits).check(document)
    schema = view_schema(view)
    check_available(schema, document, view.subject)
    return Prepared(view, schema, text, _operations(schema, document), _fragments(document))


def _fragments(document: DocumentNode) -> dict[str, FragmentDetails]:
    return {d.name.value: FragmentDetails(d) for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


def _operations(schema: GraphQLSchema, document: DocumentNode) -> dict[str | None, Operation]:
    uses = _Uses()
    visit(document, uses)
    out: dict[str | None, Operation] = {}
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            types = {d.variable.name.value: type_from_ast(schema, d.type) for d in definition.variable_definitions or ()}
            name = definition.name.value if definition.name else None
            out[name] = Operation(
                definition, QuickShaper(schema, definition, uses.found), VariableShaper(schema, definition, uses.found), types
            )
    if not out:
        reason = Words("文档没有操作", "the document has no operation")
        raise TonghuError("OPERATION_UNKNOWN", reason=reason)
    return out
