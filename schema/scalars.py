"""Python types and GraphQL scalars of stored kinds, and the names of generated operator inputs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from operator import methodcaller
from typing import Any

import strawberry
from strawberry.types.scalar import ScalarDefinition

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

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})", re.IGNORECASE
)


def parse_date(given: object) -> datetime.date:
    """A date as ISO 8601 writes it, `2026-03-02` and nothing else. Raises ValueError."""
    if not isinstance(given, str) or not _DATE.fullmatch(given):
        raise ValueError("a date is written YYYY-MM-DD")
    return datetime.date.fromisoformat(given)


def parse_moment(given: object) -> datetime.datetime:
    """An instant as RFC 3339 writes it, with its time zone, in UTC and in milliseconds. Raises ValueError."""
    if not isinstance(given, str) or not _MOMENT.fullmatch(given):
        raise ValueError("an instant is written YYYY-MM-DDThh:mm:ss with Z or +hh:mm")
    try:
        made = datetime.datetime.fromisoformat(given.upper()).astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError("an instant lies in the years 1 to 9999") from None
    return made.replace(microsecond=made.microsecond // 1000 * 1000)


SCALARS: Mapping[object, ScalarDefinition] = {
    datetime.date: strawberry.scalar(
        name="Date", description="日期,YYYY-MM-DD / Date, YYYY-MM-DD",
        serialize=methodcaller("isoformat"), parse_value=parse_date,
    ),
    datetime.datetime: strawberry.scalar(
        name="DateTime", description="时刻,RFC 3339,须带时区 / Instant as RFC 3339 writes it, with its time zone",
        serialize=methodcaller("isoformat"), parse_value=parse_moment,
    ),
}  # fmt: skip
"""Scalars read more strictly than Strawberry's: what they give fits into every comparison and every column."""

_OPERATOR_NAMES = {"eq": ("eq",), "in": ("in",), "range": ("lt", "lte", "gt", "gte"), "isNull": ("isNull",)}


def operators_of(field: Field) -> tuple[str, ...]:
    """The operators that a field's filter input offers, expanded (`range` is lt, lte, gt, gte); `isNull` always."""
    names = [name for op in field.filter for name in _OPERATOR_NAMES[op]]
    return tuple(dict.fromkeys((*names, "isNull"))) if names else ()


def operator_input_name(field: Field) -> str:
    """The name of a field's operator input, shared by fields of one kind and operators: `StringEqInFilter`."""
    base = field.enum.name if field.enum else field.kind.value
    return base + "".join(op[0].upper() + op[1:] for op in field.filter if op != "isNull") + "Filter"
