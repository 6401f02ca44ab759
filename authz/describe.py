"""A predicate in words, for people who review policies and ask why."""

from __future__ import annotations

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
    Truth,
)

_SIGNS = {"eq": "=", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "in": "in"}


def _operand(operand: Operand) -> str:
    match operand:
        case Attribute(name):
            return f"caller.{name}"
        case Constant(bool() as value):
            return "true" if value else "false"
        case Constant(value):
            return f'"{value}"' if isinstance(value, str) else str(value)
        case OwnColumn(column):
            return column
        case Listed(items):
            return f"({', '.join(map(_operand, items))})"
        case _:
            return repr(operand)


def describe(p: Predicate) -> str:
    """`village_id = caller.village_id and not (sealed = true)`."""
    match p:
        case Truth(value):
            return "every row" if value else "no row"
        case Compare(column, op, operand):
            return f"{column} {_SIGNS[op]} {_operand(operand)}"
        case IsNull(column):
            return f"{column} is missing"
        case Exists(entity, inner, outer, where):
            return f"some {entity} ({inner} = {outer}) with ({describe(where)})"
        case And(parts):
            return " and ".join(f"({describe(x)})" if isinstance(x, Or) else describe(x) for x in parts)
        case Or(parts):
            return " or ".join(describe(x) for x in parts)
        case Not(part):
            return f"not ({describe(part)})"
