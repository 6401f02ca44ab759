"""Words for revisions: columns and indexes as the storage conventions have them, on both databases.

Revisions say what they make in these words alone, never through `db.tables`: those tables change, revisions do not.
A word's meaning is never changed either; a new one is added instead.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def _type(sqlite: Any, postgres: Any) -> Any:
    return sqlite.with_variant(postgres, "postgresql")


def key(*, made: bool = True, references: str | None = None) -> sa.Column[Any]:
    """The integer key `id`; `made`: by the database, and never again in use once given out."""
    identity = [sa.Identity(always=False)] if made else []
    return sa.Column("id", whole_type(), *_references(references), *identity, primary_key=True, autoincrement=made)


def _references(table: str | None) -> list[sa.ForeignKey]:
    return [sa.ForeignKey(f"{table}.id")] if table else []


def whole_type() -> Any:
    """64 bits."""
    return _type(sa.Integer(), sa.BigInteger())


def whole(name: str, references: str | None = None, null: bool = False) -> sa.Column[Any]:
    """A whole number, or the key of a row of the table that it references."""
    return sa.Column(name, whole_type(), *_references(references), nullable=null)


def small(name: str) -> sa.Column[Any]:
    """A number of 16 bits."""
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def text(name: str, null: bool = False) -> sa.Column[Any]:
    """Text that compares by its bytes."""
    return sa.Column(name, _type(sa.Text(), sa.Text(collation="C")), nullable=null)


def flag(name: str) -> sa.Column[Any]:
    """A truth value."""
    return sa.Column(name, _type(sa.Integer(), sa.Boolean()), nullable=False)


def day(name: str, null: bool = False) -> sa.Column[Any]:
    """A date."""
    return sa.Column(name, _type(sa.Text(), sa.Date()), nullable=null)


class _Milliseconds(sa.types.UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TIMESTAMP(3) WITH TIME ZONE"


def moment(name: str, null: bool = False) -> sa.Column[Any]:
    """An instant, milliseconds."""
    return sa.Column(name, _type(sa.Text(), _Milliseconds()), nullable=null)


def make_table(name: str, *columns: sa.Column[Any], primary: tuple[str, ...] = (), by_month: str | None = None) -> None:
    """A table. With `id` alone as key SQLite never uses a key again; with `primary` it has no row ids beside them.

    `by_month`: the column by whose range PostgreSQL partitions it.
    """
    made = any(c.name == "id" and c.primary_key and c.autoincrement for c in columns)
    keys = primary or (("id",) if any(c.primary_key for c in columns) else ())
    for column in columns:
        column.primary_key = False if primary else column.primary_key
        for reference in column.foreign_keys:
            reference.name = f"fk_{name}_{column.name}"
    constraint = [sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}")] if keys else []
    options: dict[str, Any] = {"postgresql_partition_by": f"RANGE ({by_month})"} if by_month else {}
    op.create_table(name, *columns, *constraint, sqlite_autoincrement=made, sqlite_with_rowid=not primary, **options)


def add_index(table: str, *columns: str, unique: bool = False) -> None:
    """An index; `-` in front of a column for descending with missing values last."""
    last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    words = [c.lstrip("-") for c in columns]
    name = "_".join(("uq" if unique else "ix", table, *(w for w in words if w != "id")))
    parts = [sa.text(f"{w} DESC{last}") if c.startswith("-") else w for c, w in zip(columns, words, strict=True)]
    op.create_index(name, table, parts, unique=unique)


def add_unique(table: str, *columns: str) -> None:
    """A unique index."""
    add_index(table, *columns, unique=True)


__all__ = [
    "add_index", "add_unique", "day", "flag", "key", "make_table", "moment", "small", "text", "whole",
]  # fmt: skip
