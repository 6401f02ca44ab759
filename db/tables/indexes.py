"""What the tables' indexes are, as `authz.indexes` asks of them: a policy may only open lists that an index serves."""

from __future__ import annotations

from sqlalchemy import Column, Index

from db.tables import TABLES
from db.tables.base import Descending


def index_columns() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Entity -> the column lists of its table's indexes, the key's first; `-` in front where from high to low."""
    return {
        entity: (("id",), *sorted(_columns(index) for index in table.indexes)) for entity, table in TABLES.items()
    }


def _columns(index: Index) -> tuple[str, ...]:
    out = []
    for part in index.expressions:
        if isinstance(part, Descending):
            out.append(f"-{part.column.name}")
        elif isinstance(part, Column):
            out.append(part.name)
    return tuple(out)
