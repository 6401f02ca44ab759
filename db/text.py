"""SQLAlchemy statements as text and values for the raw drivers: compiled once, bound many times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cachetools import LRUCache
from sqlalchemy import ClauseElement

from db.binds import CONVERTERS
from db.statement import DIALECTS


class Texts:
    """Compiled texts of the service's own statements, kept by the statement object."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self._kept: LRUCache[int, tuple[ClauseElement, str, list[str], Mapping[str, Any]]] = LRUCache(512)

    def __call__(self, statement: ClauseElement, values: Mapping[str, Any] | None) -> tuple[str, list[Any]]:
        """The text, and the values in its order: `values` by bind name before the statement's own."""
        kept = self._kept.get(id(statement))
        if kept is None:
            compiled: Any = statement.compile(dialect=DIALECTS[self.dialect], column_keys=list(values) if values else None)
            kept = (statement, str(compiled), list(compiled.positiontup or ()), dict(compiled.params))
            self._kept[id(statement)] = kept
        _, text, order, own = kept
        convert = CONVERTERS[self.dialect]
        given = values or {}
        return text, [convert(given[n] if n in given else own[n]) for n in order]
