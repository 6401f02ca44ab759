"""Faults of a request that are there before any row is read: unknown members, bad values, bad pages and cursors.

The executor meets a bad argument only where it has a row to stand on; the service looks at the whole document first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    get_operation_ast,
    parse,
    validate,
)
from graphql.execution.collect_fields import FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import get_argument_values, get_variable_values
from graphql.language import DocumentNode, FragmentDefinitionNode
from graphql.validation import (
    FieldsOnCorrectTypeRule,
    KnownArgumentNamesRule,
    KnownTypeNamesRule,
    ValuesOfCorrectTypeRule,
)

from schema.entities import CATALOG
from tests.oracle.lists import page_error

_UNKNOWN = (FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule)
_ID = re.compile(r"[a-z]{3}_[0-9a-f]{32}")
_PLURAL_ROOTS = ("nodes", "timeline")


@dataclass
class Verdict:
    """`codes`: the request is refused with one of them. `maybe`: codes in parts that may never be reached."""

    codes: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()


@dataclass
class _Walk:
    schema: GraphQLSchema
    variables: Any
    fragments: dict[str, FragmentDetails]
    operation: OperationDefinitionNode
    codes: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)

    def fields(self, parent: GraphQLObjectType, grouped: Any, plural: bool, sure: bool) -> None:
        for details in grouped.values():
            node = details[0].node
            definition = parent.fields.get(node.name.value)
            if definition is None:
                continue
            target = get_named_type(definition.type)
            arguments = self.arguments(definition, node, sure)
            if parent is self.schema.query_type and arguments is not None:
                self.ids(node.name.value, arguments)
                if node.name.value == "timeline":
                    self.page(arguments, plural, False, sure)
            below = plural
            if target.name.endswith("Connection") and arguments is not None:
                self.page(arguments, plural, parent is not self.schema.query_type, sure)
                below = True
            elif node.name.value in _PLURAL_ROOTS:
                below = True
            if isinstance(target, GraphQLInterfaceType):
                for possible in self.schema.get_possible_types(target):
                    self.below(possible, details, below, sure=False)
            elif isinstance(target, GraphQLObjectType):
                self.below(target, details, below, sure)

    def below(self, target: GraphQLObjectType, details: Any, plural: bool, sure: bool) -> None:
        found = collect_subfields(self.schema, self.fragments, self.variables, self.operation, target, details)
        self.fields(target, found.grouped_field_set, plural, sure)

    def arguments(self, definition: Any, node: Any, sure: bool) -> dict[str, Any] | None:
        try:
            arguments = get_argument_values(definition, node, self.variables)
        except GraphQLError:
            self.note("VARIABLE_INVALID", sure)
            return None
        if _null_inside(arguments.get("filter")):
            self.note("VARIABLE_INVALID", sure)
        return arguments

    def ids(self, name: str, arguments: dict[str, Any]) -> None:
        """What stands for an id has the form of one, and of one of the record that a field names."""
        fits = "chd_" if name == "timeline" else next((f"{e.prefix}_" for e in CATALOG if e.singular == name), "")
        given = arguments["ids"] if "ids" in arguments else [arguments[n] for n in ("id", "childId") if n in arguments]
        if not all(_ID.fullmatch(i) and i.startswith(fits) for i in given):
            self.note("ID_INVALID", sure=True)

    def page(self, arguments: dict[str, Any], plural: bool, nested: bool, sure: bool) -> None:
        if code := page_error(arguments):
            self.note(code, sure)
        if arguments.get("after") is not None or arguments.get("before") is not None:
            if plural:
                self.note("CURSOR_NOT_ALLOWED", sure)
            self.maybe |= {"CURSOR_EXPIRED", "CURSOR_NOT_ALLOWED"} if nested else {"CURSOR_EXPIRED"}

    def note(self, code: str, sure: bool) -> None:
        (self.codes if sure else self.maybe).add(code)


def _null_inside(given: Any) -> bool:
    """A filter holds a null: it could mean no condition as well as a condition on null, so it is refused."""
    if isinstance(given, dict):
        return any(v is None or _null_inside(v) for v in given.values())
    return isinstance(given, list) and any(_null_inside(v) for v in given)


@lru_cache(maxsize=4096)
def parsed(text: str) -> DocumentNode:
    """The document's AST."""
    return parse(text)


@lru_cache(maxsize=4096)
def invalid(schema: GraphQLSchema, text: str) -> frozenset[str]:
    """Codes that the static rules of GraphQL give for the document, unknown and hidden members alike."""
    document = parsed(text)
    if not validate(schema, document):
        return frozenset()
    if validate(schema, document, _UNKNOWN, max_errors=1000):
        return frozenset({"FIELD_NOT_AVAILABLE"})
    values = validate(schema, document, [ValuesOfCorrectTypeRule], max_errors=1000)
    return frozenset({"DOCUMENT_INVALID", "FIELD_NOT_AVAILABLE"} if values else {"DOCUMENT_INVALID"})


def judge(schema: GraphQLSchema, text: str, variables: dict[str, Any], operation_name: str | None) -> Verdict:
    """What can be said of a request before any row is read."""
    if codes := invalid(schema, text):
        return Verdict(codes)
    document = parsed(text)
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        return Verdict(frozenset({"OPERATION_UNKNOWN"}))
    coerced = get_variable_values(schema, operation.variable_definitions or (), variables)
    if isinstance(coerced, list):
        return Verdict(frozenset({"VARIABLE_INVALID"}))
    fragments = {
        d.name.value: FragmentDetails(d) for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    walk = _Walk(schema, coerced, fragments, operation)
    assert schema.query_type is not None
    found = collect_fields(schema, fragments, coerced, schema.query_type, operation)
    walk.fields(schema.query_type, found.grouped_field_set, plural=False, sure=True)
    return Verdict(frozenset(walk.codes), frozenset(walk.maybe))
