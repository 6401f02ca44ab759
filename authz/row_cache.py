"""Compiled row rules on disk, by policy hash: JSON, rebuilt whenever it cannot be read exactly."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from authz.rows import Alternative, EntityRows, RowKey
from schema.predicate import (
    And,
    Attribute,
    Compare,
    Constant,
    Exists,
    IsNull,
    Not,
    Operand,
    Or,
    OwnColumn,
    Predicate,
    Truth,
)

_FORMAT = 1


_OPERANDS: Mapping[str, Callable[[Any], Operand]] = {
    "attribute": Attribute,
    "constant": Constant,
    "column": OwnColumn,
}


def _operand_json(operand: Operand) -> list[Any]:
    match operand:
        case Attribute(name):
            return ["attribute", name]
        case Constant(value):
            return ["constant", value]
        case OwnColumn(column):
            return ["column", column]
        case _:
            raise ValueError(f"no row rule holds {operand!r}")


def to_json(p: Predicate) -> list[Any]:
    """A predicate as JSON lists, head first."""
    match p:
        case Truth(value):
            return ["truth", value]
        case Compare(column, op, operand):
            return ["compare", column, op, _operand_json(operand)]
        case IsNull(column):
            return ["null", column]
        case Exists(entity, inner, outer, where):
            return ["exists", entity, inner, outer, to_json(where)]
        case And(parts):
            return ["and", *map(to_json, parts)]
        case Or(parts):
            return ["or", *map(to_json, parts)]
        case Not(part):
            return ["not", to_json(part)]


def from_json(data: list[Any]) -> Predicate:
    """The inverse of `to_json`. Raises ValueError on anything else."""
    match data:
        case ["truth", bool(value)]:
            return Truth(value)
        case ["compare", str(column), str(op), [kind, value]]:
            return Compare(column, op, _OPERANDS[kind](value))
        case ["null", str(column)]:
            return IsNull(column)
        case ["exists", str(entity), str(inner), str(outer), where]:
            return Exists(entity, inner, outer, from_json(where))
        case ["and", *parts]:
            return And(tuple(map(from_json, parts)))
        case ["or", *parts]:
            return Or(tuple(map(from_json, parts)))
        case ["not", part]:
            return Not(from_json(part))
        case _:
            raise ValueError(f"no predicate: {data!r}")


_PARTS = ("allows", "denies", "group_denials")


def _of_rows(rows: EntityRows) -> dict[str, Any]:
    return {
        part: {s: [[a.source, to_json(a.predicate)] for a in found] for s, found in getattr(rows, part).items()}
        for part in _PARTS
    }


def _to_rows(data: Mapping[str, Any]) -> EntityRows:
    def part(of: Mapping[str, Any]) -> dict[str, tuple[Alternative, ...]]:
        return {s: tuple(Alternative(from_json(p), str(source)) for source, p in found) for s, found in of.items()}

    return EntityRows(*(part(data[name]) for name in _PARTS))


def _path(folder: Path, key: str) -> Path:
    return folder / f"rows-{key}.json"


def read_cache(folder: Path, key: str) -> dict[RowKey, EntityRows] | None:
    """The rows stored under `key`, or None where there are none that can be read."""
    try:
        data = json.loads(_path(folder, key).read_text(encoding="utf-8"))
        if data["format"] != _FORMAT or data["key"] != key:
            return None
        return {(s, r, e): _to_rows(rows) for s, r, e, rows in data["rows"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_cache(folder: Path, key: str, rows: Mapping[RowKey, EntityRows]) -> None:
    """Stores the rows under `key`, whole or not at all. A folder that cannot be written is no error."""
    body = {"format": _FORMAT, "key": key, "rows": [[*of, _of_rows(value)] for of, value in rows.items()]}
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft = _path(folder, f"{key}.{os.getpid()}")
        draft.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
        draft.replace(_path(folder, key))
