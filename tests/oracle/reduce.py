"""Makes a failing document smaller: takes parts away for as long as it still fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from graphql import print_ast, validate
from graphql.language import (
    DocumentNode,
    FragmentSpreadNode,
    Node,
    SelectionSetNode,
    VariableNode,
    parse,
    visit,
)
from graphql.language.visitor import REMOVE, Visitor
from graphql.type import GraphQLSchema

from tests.oracle.operations import Operation

_PARTS = {
    "field", "inline_fragment", "fragment_spread", "argument", "directive", "object_field", "fragment_definition",
    "variable_definition",
}  # fmt: skip
Fails = Callable[[Operation], Awaitable[bool]]


class _Cutter(Visitor):
    """Removes the part at a position (in order of visiting)."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.left = position
        self.cut = False

    def enter(self, node: Node, *_: Any) -> Any:
        if node.kind not in _PARTS:
            return None
        self.left -= 1
        if self.left == -1:
            self.cut = True
            return REMOVE
        return None


def _used(document: DocumentNode) -> tuple[set[str], set[str]]:
    fragments, variables = set(), set()

    class See(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
            fragments.add(node.name.value)

        def enter_variable(self, node: VariableNode, _key: Any, parent: Any, *_: Any) -> None:
            if getattr(parent, "kind", "") != "variable_definition":
                variables.add(node.name.value)

    visit(document, See())
    return fragments, variables


class _Tidy(Visitor):
    """Takes out what is not used any more and what has become empty."""

    def __init__(self, fragments: set[str], variables: set[str]) -> None:
        super().__init__()
        self.fragments, self.variables = fragments, variables

    def enter_fragment_definition(self, node: Any, *_: Any) -> Any:
        return None if node.name.value in self.fragments else REMOVE

    def enter_variable_definition(self, node: Any, *_: Any) -> Any:
        return None if node.variable.name.value in self.variables else REMOVE

    def leave_field(self, node: Any, *_: Any) -> Any:
        return REMOVE if node.selection_set is not None and not node.selection_set.selections else None

    def leave_inline_fragment(self, node: Any, *_: Any) -> Any:
        return REMOVE if not node.selection_set.selections else None


def _smaller(operation: Operation) -> Iterator[Operation]:
    document = parse(operation.document)
    position = 0
    while True:
        cutter = _Cutter(position)
        cut = visit(document, cutter)
        if not cutter.cut:
            return
        position += 1
        for _ in range(3):
            cut = visit(cut, _Tidy(*_used(cut)))
        if not all(getattr(d, "selection_set", SelectionSetNode(selections=())).selections for d in cut.definitions):
            continue
        names = _used(cut)[1]
        variables = {k: v for k, v in operation.variables.items() if k in names}
        yield Operation(print_ast(cut), variables, operation.operation_name, operation.hidden)


async def reduce(operation: Operation, schema: GraphQLSchema, fails: Fails, tries: int = 400) -> Operation:
    """A smaller valid operation that still fails."""
    smallest, again = operation, True
    while again and tries > 0:
        again = False
        for candidate in _smaller(smallest):
            tries -= 1
            if tries <= 0:
                break
            try:
                if not validate(schema, parse(candidate.document)) and await fails(candidate):
                    smallest, again = candidate, True
                    break
            except Exception:  # noqa: S112 - a candidate that cannot even be printed and parsed is no candidate
                continue
    return smallest
