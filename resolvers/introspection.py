"""`__schema` and `__type`: answered by graphql-core over the view's own schema, as text for the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode, execute_sync
from graphql.execution.collect_fields import FragmentDetails
from graphql.language import FieldNode

from core.errors import TonghuError, Words


def introspector(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails], raw: dict[str, Any]
) -> Callable[[str, list[Any]], str]:
    """The function (response key, collected fields) -> JSON text of an introspection root field."""

    def introspect(key: str, details: Sequence[Any]) -> str:
        nodes: list[FieldNode] = [d.node for d in details]
        alone = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        document = DocumentNode(definitions=(alone, *(f.definition for f in fragments.values())))
        result = execute_sync(schema, document, variable_values=raw)
        if result.errors or result.data is None:
            reason = "; ".join(e.message for e in result.errors or ())
            raise TonghuError("DOCUMENT_INVALID", reason=Words(reason, reason))
        return orjson.dumps(result.data[key]).decode()

    return introspect
