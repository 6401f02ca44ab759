"""Filters, orders and pages over visible rows, as the API conventions state them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from enum import Enum as PythonEnum
from functools import cmp_to_key
from typing import Any

from schema.catalog import Cardinality, Entity, Field, Relation
from schema.entities import CATALOG
from schema.graphql_types import order_values
from schema.interfaces import moment_of, timed
from tests.oracle.policy import Eyes
from tests.oracle.rules import compare
from tests.oracle.world import Row

COUNT_CAP = 10_000
DEFAULT_PAGE, LONGEST_PAGE = 20, 100
BEIJING = timezone(timedelta(hours=8))


class RequestError(Exception):
    """The operation gives this code and no data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(value: Any) -> Any:
    """A coerced input value: enums by their GraphQL name, an instant without a zone in UTC."""
    if isinstance(value, PythonEnum):
        return value.value
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def matches(eyes: Eyes, row: Row, given: Mapping[str, Any] | None) -> bool:
    """The row meets the filter, on the values that the caller would see. Absent and null parts ask nothing."""
    return all(_part(eyes, row, name, value) for name, value in (given or {}).items() if value is not None)


def _part(eyes: Eyes, row: Row, name: str, value: Any) -> bool:
    if name == "and":
        return all(matches(eyes, row, v) for v in value)
    if name == "or":
        return any(matches(eyes, row, v) for v in value)
    if name == "not":
        return not matches(eyes, row, value)
    member = row.entity.members[name]
    if isinstance(member, Field):
        shown = eyes.usable(row, member, member.column)
        return all(_operator(op, shown, plain(operand)) for op, operand in value.items())
    if member.cardinality is Cardinality.ONE:
        target = eyes.target(row, member)
        return target is not None and matches(eyes, target, value)
    targets = eyes.targets(row, member)
    if targets is None:
        # A relation that the row does not show is null, and null meets nothing, `none` and `every` included.
        return not any(f is not None for f in value.values())
    met = {q: [matches(eyes, t, f) for t in targets] for q, f in value.items() if f is not None}
    return (
        ("some" not in met or any(met["some"]))
        and ("none" not in met or not any(met["none"]))
        and ("every" not in met or all(met["every"]))
    )


def _operator(op: str, shown: Any, operand: Any) -> bool:
    if op == "isNull":
        return (shown is None) == operand
    if op == "in":
        return any(compare("eq", shown, x) for x in operand)
    return compare(op, shown, operand)


def order_of(eyes: Eyes, entity: Entity, given: Sequence[Any] | None) -> list[tuple[Field, bool]]:
    """(field, descending) in turn: what the document asks, else the entity's default where the view reads it."""
    if given:
        values = order_values(entity)
        named = [values[plain(v)] for v in given]
    else:
        default = [(n.lstrip("-"), n.startswith("-")) for n in entity.default_order]
        named = [(n, d) for n, d in default if eyes.readable(entity, n)]
    fields = {f.name: f for f in entity.fields}
    return [(fields[n], descending) for n, descending in named]


def compare_rows(eyes: Eyes, order: list[tuple[Field, bool]], a: Row, b: Row) -> int:
    """-1, 0, 1: nulls last in both directions, text by code point, the internal key breaks ties."""
    for field, descending in order:
        x, y = (eyes.usable(r, field, field.order or field.column) for r in (a, b))
        if x == y:
            continue
        if x is None or y is None:
            return 1 if x is None else -1
        return (-1 if x < y else 1) * (-1 if descending else 1)
    return (a.key > b.key) - (a.key < b.key)


@dataclass(frozen=True)
class Page:
    """A page of a list, and the count of the whole list."""

    rows: list[Row]
    has_next: bool
    has_previous: bool
    total: int


def page_error(arguments: Mapping[str, Any]) -> str | None:
    """PAGE_INVALID where the page arguments do not go together."""
    first, last = arguments.get("first"), arguments.get("last")
    after, before = arguments.get("after"), arguments.get("before")
    if (first is not None and last is not None) or (after is not None and before is not None):
        return "PAGE_INVALID"
    if (last is not None and after is not None) or (last is None and before is not None):
        return "PAGE_INVALID"
    if any(n is not None and not 1 <= n <= LONGEST_PAGE for n in (first, last)):
        return "PAGE_INVALID"
    return None


def page_of(eyes: Eyes, entity: Entity, rows: Sequence[Row], arguments: Mapping[str, Any]) -> Page:
    """The page of `rows` (all visible) that the arguments ask for. Raises RequestError."""
    if code := page_error(arguments):
        raise RequestError(code)
    order = order_of(eyes, entity, arguments.get("orderBy"))
    key = cmp_to_key(lambda a, b: compare_rows(eyes, order, a, b))
    listed = sorted((r for r in rows if matches(eyes, r, arguments.get("filter"))), key=key)
    total = len(listed)
    last = arguments.get("last")
    cursor = arguments.get("after") if last is None else arguments.get("before")
    if cursor is not None:
        at = eyes.world.by_public_id.get(str(cursor))
        if at is None or at.entity is not entity or not eyes.sees(at):
            raise RequestError("CURSOR_EXPIRED")
        side = 1 if last is None else -1
        listed = [r for r in listed if compare_rows(eyes, order, r, at) == side]
    if last is not None:
        return Page(listed[-last:], cursor is not None, len(listed) > last, total)
    size = arguments.get("first") or DEFAULT_PAGE
    return Page(listed[:size], len(listed) > size, cursor is not None, total)


def timeline_of(eyes: Eyes, arguments: Mapping[str, Any]) -> list[Row]:
    """The records of a child, newest first, as a caller sees child, relation and moment. Raises RequestError."""
    if code := page_error(arguments):
        raise RequestError(code)
    found: list[tuple[datetime, int, int, Row]] = []
    for rank, kind in enumerate(dict.fromkeys(plain(k) for k in arguments["kinds"])):
        entity = timed(CATALOG)[kind]
        moment, child = moment_of(entity), entity.members["child"]
        assert moment is not None and isinstance(child, Relation)
        for row in eyes.rows(entity):
            target, at = eyes.target(row, child), eyes.usable(row, moment, moment.column)
            if target is not None and target.public_id == arguments["childId"] and at is not None:
                found.append((at if isinstance(at, datetime) else datetime.combine(at, time(), BEIJING), rank, row.key, row))
    listed = [f[3] for f in sorted(found, key=lambda f: (-f[0].timestamp(), f[1], f[2]))]
    after = arguments.get("after")
    if after is not None and arguments["kinds"]:
        places = [n for n, row in enumerate(listed) if row.public_id == after]
        if not places:
            raise RequestError("CURSOR_EXPIRED")
        listed = listed[places[0] + 1 :]
    return listed[: arguments.get("first") or DEFAULT_PAGE]
