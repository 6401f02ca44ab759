"""Plans without a service."""

from __future__ import annotations

from typing import Any

from authz.view import View
from planner.build import Builder
from planner.limits import DocumentLimits, PlanLimits
from planner.plan import Plan
from resolvers.introspection import introspector
from resolvers.prepared import prepare

WIDE = DocumentLimits(bytes=1_000_000, tokens=100_000, depth=50, aliases=1_000, fields=10_000)


def plan_of(view: View, document: str, variables: dict[str, Any] | None = None) -> Plan:
    """The plan of a document's only operation, whatever its size."""
    prepared = prepare(view, document, WIDE)
    operation = prepared.operation(None)
    given = variables or {}
    flat = operation.shaper(prepared.variables(operation, given))
    introspect = introspector(prepared.schema, operation.node, prepared.fragments, given)
    return Builder(
        view, prepared.schema, prepared.fragments, operation.node, flat.symbolic, PlanLimits(10**6, 10**12), introspect
    ).query()
