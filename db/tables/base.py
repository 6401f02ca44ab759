"""The metadata that all tables belong to, and how an index is said: `listed_by("village_id")`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Index, MetaData, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"},
)

LONGEST_NAME = 63
"""Bytes of an identifier that PostgreSQL keeps."""


class Descending(ColumnElement[Any]):
    """An index column from high to low with missing values last, as every ORDER BY of the service has them.

    PostgreSQL must be told (its DESC puts them first, and it does not take NOT NULL as a reason to
    treat the two alike); SQLite has them last already and refuses the words in an index.
    """

    inherit_cache = True

    def __init__(self, column: Column[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(Descending)
def _descending(element: Descending, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} DESC"


@compiles(Descending, "postgresql")
def _descending_nulls_last(element: Descending, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} DESC NULLS LAST"


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """Columns of an index, `-` in front for descending. `listed` appends the entity's default order and the key."""

    columns: tuple[str, ...]
    unique: bool = False
    listed: bool = False


def listed_by(*columns: str) -> IndexSpec:
    """Serves the rows with these columns fixed, in the entity's default order."""
    return IndexSpec(columns, listed=True)


def index(*columns: str) -> IndexSpec:
    """A plain index."""
    return IndexSpec(columns)


def unique(*columns: str) -> IndexSpec:
    """A unique index; rows where a column is null do not collide."""
    return IndexSpec(columns, unique=True)


def add_indexes(table: Table, specs: Iterable[IndexSpec], default_order: tuple[str, ...] = ()) -> None:
    """Adds the indexes to `table`; `default_order` are column names, `-` for descending, without the key."""
    for spec in specs:
        columns = (*spec.columns, *default_order, "id") if spec.listed else spec.columns
        words = [c.lstrip("-") for c in columns]
        name = "_".join(("uq" if spec.unique else "ix", table.name, *(w for w in words if w != "id")))
        if len(name) > LONGEST_NAME:
            raise ValueError(f"index name {name} is longer than {LONGEST_NAME} bytes")
        parts = [
            Descending(table.c[w]) if c.startswith("-") else table.c[w] for c, w in zip(columns, words, strict=True)
        ]
        Index(name, *parts, unique=spec.unique)
