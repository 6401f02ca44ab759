"""Plans and statements as text that shows a change as a short diff."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any

from authz.view import EntityView
from planner.plan import Plan, Row
from schema.catalog import Field, Relation
from schema.predicate import (
    And,
    Attribute,
    Compare,
    Constant,
    Exists,
    IsNull,
    Listed,
    Not,
    Operand,
    Or,
    OwnColumn,
    Predicate,
    Slot,
    Truth,
)

_OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "in": "in"}


def operand_text(operand: Operand) -> str:
    """`@town_id` an attribute of the caller, `$0` a slot of the variables, else a constant."""
    match operand:
        case Attribute(name):
            return f"@{name}"
        case Slot(index):
            return f"${index}"
        case OwnColumn(column):
            return column
        case Constant(value):
            return json.dumps(value, ensure_ascii=False, default=str)
        case Listed(items):
            return f"[{', '.join(map(operand_text, items))}]"


def predicate_text(predicate: Predicate) -> str:
    """A predicate on one line."""
    match predicate:
        case Truth(value):
            return "true" if value else "false"
        case Compare(column, op, operand):
            return f"{column} {_OPERATORS[op]} {operand_text(operand)}"
        case IsNull(column):
            return f"{column} is null"
        case Exists(entity, inner, outer, where):
            return f"some {entity}({inner} = {outer}: {predicate_text(where)})"
        case And(parts):
            return "(" + " and ".join(map(predicate_text, parts)) + ")"
        case Or(parts):
            return "(" + " or ".join(map(predicate_text, parts)) + ")"
        case Not(part):
            return f"not {predicate_text(part)}"


def _short(value: Any) -> str | None:
    """The value on one line, None where it needs lines of its own."""
    match value:
        case Row(block, path):
            return ".".join((block, *path))
        case Field(name=name) | Relation(name=name):
            return name
        case EntityView(entity=entity, doors=doors):
            return f"{entity} by {', '.join(d.door for d in doors)}"
        case Truth() | Compare() | IsNull() | Exists() | And() | Or() | Not():
            return predicate_text(value)
        case Attribute() | Slot() | OwnColumn() | Constant() | Listed():
            return operand_text(value)
        case str() | int() | None:
            return json.dumps(value, ensure_ascii=False)
        case tuple() | Mapping() if not value:
            return "none"
    return None


def _lines(value: Any, name: str, depth: int) -> list[str]:
    indent = "  " * depth
    label = f"{indent}{name}: " if name else indent
    short = _short(value)
    if short is not None:
        return [label + short]
    if isinstance(value, Mapping):
        return [label.rstrip(), *(line for k, v in value.items() for line in _lines(v, str(k), depth + 1))]
    if isinstance(value, tuple):
        if all(_short(v) is not None for v in value):
            return [label + ", ".join(_short(v) or "" for v in value)]
        if len(value) == 2 and isinstance(value[0], str):
            return _lines(value[1], f"{name} {value[0]}".strip() if name != "-" else value[0], depth)
        return [label.rstrip(), *(line for v in value for line in _lines(v, "-", depth + 1))]
    given = {f.name: v for f in dataclasses.fields(value) if (v := getattr(value, f.name)) != f.default}
    one_line = " ".join([type(value).__name__, *(f"{n}={t}" for n, v in given.items() if (t := _short(v)) is not None)])
    longer = {n: v for n, v in given.items() if _short(v) is None}
    return [label + one_line, *(line for n, v in longer.items() for line in _lines(v, n, depth + 1))]


def plan_text(plan: Plan) -> str:
    """A plan as an indented tree; attributes that have their default are left out."""
    return "\n".join(_lines(plan, "", 0)) + "\n"


def sql_text(sql: str) -> str:
    """A statement with one CTE a line. Only whitespace is changed: literals of statements hold no line breaks."""
    flat = re.sub(r"\s*\n\s*", " ", sql)
    flat = re.sub(r"\), (\w+) AS (MATERIALIZED )?\(", r"),\n\1 AS \2(", flat)
    return re.sub(r"\) SELECT ((?:(?! AS MATERIALIZED| AS \().)*)$", r")\nSELECT \1", flat) + "\n"
