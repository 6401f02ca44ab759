"""What the tables' indexes are, as `authz.indexes` asks of them: a policy may only open lists that an index serves."""

from __future__ import annotations

from sqlalchemy import Column, Index

from db.tables import TABLES
from db.tables.base import Descending
from db.tables.build import default_order
from schema.entities import CATALOG


def index_columns() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Entity -> the column lists of its table's indexes, the key's first; `-` in front where from high to low.

    A unique index goes on with the default order: where its columns are fixed there is one row, in any order.
    """
    return {
        entity: (("id",), *sorted(_serves(entity, index) for index in table.indexes))
        for entity, table in TABLES.items()
    }


def _serves(entity: str, index: Index) -> tuple[str, ...]:
    columns = _columns(index)
    return (*columns, *default_order(CATALOG[entity])) if index.unique else columns


def _columns(index: Index) -> tuple[str, ...]:
    out = []
    for part in index.expressions:
        if isinstance(part, Descending):
            out.append(f"-{part.column.name}")
        elif isinstance(part, Column):
            out.append(part.name)
    return tuple(out)
