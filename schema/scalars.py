"""Python types and GraphQL scalars of stored kinds, and the names of generated operator inputs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import strawberry

from schema.catalog import Field, Kind

PYTHON_TYPES: Mapping[Kind, Any] = {
    Kind.ID: strawberry.ID,
    Kind.TEXT: str,
    Kind.INT: int,
    Kind.BOOL: bool,
    Kind.DATE: datetime.date,
    Kind.DATETIME: datetime.datetime,
}
"""The Python type that Strawberry maps to the kind's scalar. Enums have a class each."""

_OPERATOR_NAMES = {"eq": ("eq",), "in": ("in",), "range": ("lt", "lte", "gt", "gte"), "isNull": ("isNull",)}


def operators_of(field: Field) -> tuple[str, ...]:
    """The operators that a field's filter input offers, expanded (`range` is lt, lte, gt, gte); `isNull` always."""
    names = [name for op in field.filter for name in _OPERATOR_NAMES[op]]
    return tuple(dict.fromkeys((*names, "isNull"))) if names else ()


def operator_input_name(field: Field) -> str:
    """The name of a field's operator input, shared by fields of one kind and operators: `StringEqInFilter`."""
    base = field.enum.name if field.enum else field.kind.value
    return base + "".join(op[0].upper() + op[1:] for op in field.filter if op != "isNull") + "Filter"
