"""Limits of a document, before anything is validated or planned: each counted in time linear in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    get_location,
    parse,
    visit,
)

from core.errors import TonghuError, Words


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What a document may have at most: UTF-8 bytes, tokens, levels, aliases, fields after its fragments are spread."""

    bytes: int
    tokens: int
    depth: int
    aliases: int
    fields: int


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """What an operation may ask for at most: entity nodes, rows by its pages, conditions of its filters together,
    relations that a filter follows one through the other."""

    nodes: int
    rows: int
    filter_conditions: int = 200
    filter_relations: int = 4


_DEEPEST_VALUE = 120


def check_values(given: Any, limit: int) -> None:
    """Raises TOO_MANY_VALUES where parsed JSON holds more than `limit` values, lists and objects included, and
    VARIABLE_INVALID where they are nested deeper than all that walks over them may recurse."""
    level, found, depth = [given], 0, 0
    while level:
        found += len(level)
        inner = [i for i in level if isinstance(i, dict | list)]
        if found + sum(map(len, inner)) > limit:
            raise TonghuError("TOO_MANY_VALUES", limit=limit)
        level = [v for i in inner for v in (i.values() if isinstance(i, dict) else i)]
        depth += 1
        if depth > _DEEPEST_VALUE:
            reason = Words(f"嵌套超过 {_DEEPEST_VALUE} 层", f"it is nested deeper than {_DEEPEST_VALUE}")
            raise TonghuError("VARIABLE_INVALID", reason=reason)


def nesting(text: str) -> int:
    """The deepest nesting of brackets, an upper bound of what the parser will recurse into (strings count too)."""
    depth = deepest = 0
    for character in text:
        if character in "{[(":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}])":
            depth -= 1
    return deepest


def parse_within(text: str, limits: DocumentLimits) -> DocumentNode:
    """The parsed document. Raises DOCUMENT_TOO_LONG, TOO_MANY_TOKENS, DOCUMENT_TOO_DEEP, SYNTAX_ERROR, TEXT_INVALID."""
    if len(text) > limits.bytes or len(text.encode()) > limits.bytes:
        raise TonghuError("DOCUMENT_TOO_LONG", limit=limits.bytes)
    if nesting(text) > 8 * limits.depth:
        raise TonghuError("DOCUMENT_TOO_DEEP", limit=limits.depth)
    try:
        document = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if "tokens" in error.message:
            raise TonghuError("TOO_MANY_TOKENS", limit=limits.tokens) from None
        reason = error.message.removeprefix("Syntax Error: ")
        places = [(at.line, at.column) for at in error.locations or ()]
        raise TonghuError("SYNTAX_ERROR", locations=places, reason=Words(reason, reason)) from None
    except RecursionError:
        raise TonghuError("DOCUMENT_TOO_DEEP", limit=limits.depth) from None
    if "\\u" in text:  # the transport refuses a plain NUL; an escape in a string is only known here
        visit(document, _NoNul())
    return document


class _NoNul(Visitor):
    """Raises TEXT_INVALID at a string that holds a NUL, which PostgreSQL stores in no text."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if "\0" in node.value:
            at = get_location(node.loc.source, node.loc.start) if node.loc else None
            places = [(at.line, at.column)] if at else []
            raise TonghuError("TEXT_INVALID", locations=places, where="document")


@dataclass(frozen=True, slots=True)
class Size:
    """Of a selection set with its fragments spread: levels below it and fields in it."""

    depth: int
    fields: int


class Measure:
    """Measures selection sets; a fragment is measured once however often it is spread."""

    def __init__(self, document: DocumentNode, limits: DocumentLimits) -> None:
        self.limits = limits
        self.aliases = 0
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self.known: dict[str, Size | None] = {}

    def check(self, document: DocumentNode) -> None:
        """Raises DOCUMENT_TOO_DEEP, TOO_MANY_FIELDS, TOO_MANY_ALIASES. Cycles are left to validation."""
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
                size = (
                    self.fragment(definition.name.value)
                    if isinstance(definition, FragmentDefinitionNode)
                    else self.measure(definition.selection_set, 1)
                )
                if size.depth > self.limits.depth:
                    raise TonghuError("DOCUMENT_TOO_DEEP", limit=self.limits.depth)
                if size.fields > self.limits.fields:
                    raise TonghuError("TOO_MANY_FIELDS", limit=self.limits.fields)
        if self.aliases > self.limits.aliases:
            raise TonghuError("TOO_MANY_ALIASES", limit=self.limits.aliases)

    def fragment(self, name: str) -> Size:
        if name not in self.fragments:
            return Size(0, 0)
        if name not in self.known:
            self.known[name] = None  # under way: a cycle ends here
            self.known[name] = self.measure(self.fragments[name].selection_set, 1)
        return self.known[name] or Size(0, 0)

    def measure(self, selections: SelectionSetNode, level: int) -> Size:
        if level > self.limits.depth:
            raise TonghuError("DOCUMENT_TOO_DEEP", limit=self.limits.depth)
        depth = fields = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                self.aliases += selection.alias is not None
                inner = self.measure(selection.selection_set, level + 1) if selection.selection_set else Size(0, 0)
                depth, fields = max(depth, inner.depth + 1), fields + inner.fields + 1
            elif isinstance(selection, InlineFragmentNode):
                inner = self.measure(selection.selection_set, level + 1)
                depth, fields = max(depth, inner.depth), fields + inner.fields
            elif isinstance(selection, FragmentSpreadNode):
                inner = self.fragment(selection.name.value)
                depth, fields = max(depth, inner.depth), fields + inner.fields
        return Size(depth, fields)
