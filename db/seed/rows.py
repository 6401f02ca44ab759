"""Rows in the making: keys, public ids, and the order in which tables may be filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from db.seed.options import Batches
from db.tables import TABLES, metadata
from db.tables.service import PERSON
from schema.entities import CATALOG

PERSON_PREFIX = "psn"
_TABLES = {**TABLES, "Person": PERSON}
_NAMES = {table: name for name, table in _TABLES.items()}
_ORDER = tuple(_NAMES[table] for table in metadata.sorted_tables if table in _NAMES)
"""A table comes after those that it refers to."""


def _prefixes() -> dict[str, str]:
    return {**{e.name: e.prefix for e in CATALOG}, "Person": PERSON_PREFIX}


def public_id(seed: int, entity: str, prefix: str, key: int) -> str:
    """A public id in the form of `core.ids`, the same for the same seed, entity and key."""
    return f"{prefix}_{blake2b(f'{seed}:{entity}:{key}'.encode(), digest_size=16).hexdigest()}"


class Rows:
    """Collects rows as dictionaries; `drain` hands them over as tuples, checked against the table's columns."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._last: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._prefixes = _prefixes()
        self._columns = {name: tuple(_TABLES[name].columns.keys()) for name in _ORDER}
        self._tuple: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {
            name: itemgetter(*columns) for name, columns in self._columns.items()
        }

    def add(self, entity: str, **values: Any) -> int:
        """Puts down a row under the entity's next key, which is returned."""
        key = self._last[entity] = self._last[entity] + 1
        self.put(entity, key, **values)
        return key

    def next_key(self, entity: str) -> int:
        """The key that the entity's next row will have."""
        return self._last[entity] + 1

    def named(self, entity: str, key: int) -> str:
        """The public id of the entity's row with this key, put down or to come."""
        return public_id(self._seed, entity, self._prefixes[entity], key)

    def of_child(self, entity: str, child: int) -> list[dict[str, Any]]:
        """The rows of the entity that were put down in the turn of this child, the last child's, in order."""
        out: list[dict[str, Any]] = []
        for row in reversed(self._waiting.get(entity, ())):
            if row["child_id"] == child:
                out.append(row)
            elif row["child_id"] is not None:
                break
        return out[::-1]

    def waiting(self, entity: str, key: int) -> dict[str, Any]:
        """A row that was put down by `add` and is not handed over yet, such as one of the family at hand."""
        rows = self._waiting[entity]
        last: int = rows[-1]["id"]
        return rows[key - last - 1]

    def put(self, entity: str, key: int, **values: Any) -> None:
        """Puts down a row under `key`."""
        values["id"] = key
        values["public_id"] = self.named(entity, key)
        self._waiting[entity].append(values)

    def drain(self) -> Batches:
        """Everything put down since the last time, a table after those that it refers to."""
        for name in _ORDER:
            rows = self._waiting.pop(name, None)
            if rows:
                if unknown := rows[0].keys() ^ set(self._columns[name]):
                    raise ValueError(f"{name}: columns missing or unknown: {sorted(unknown)}")
                yield _TABLES[name].name, list(map(self._tuple[name], rows))
