"""A column put in among those of a table that has rows, or taken out again: SQLite can only append one.

There the table is made anew under its name in the same transaction, so that whatever refers to it goes on doing so:
with `defer_foreign_keys` its rows may be gone for a moment. The last key given out is kept, so that none is used again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrations.words import text, whole, whole_type

_PUT_BY = "rebuilding"


def add_whole(table: str, name: str, *, before: str, sqlite: str, postgresql: str) -> None:
    """A whole number, never null, in front of the column `before`; rows there get the value of the dialect's expression."""
    add_column(table, whole(name), before=before, sqlite=sqlite, postgresql=postgresql)


def add_text(table: str, name: str, *, before: str) -> None:
    """Text, never null, in front of the column `before`; rows there get the empty text, to be filled in by the revision."""
    add_column(table, text(name), before=before, sqlite="''", postgresql="''")


def add_column(table: str, column: sa.Column[Any], *, before: str, sqlite: str, postgresql: str) -> None:
    """A column in front of the column `before` (`CONSTRAINT`: behind all); rows there get the dialect's expression."""
    name, bind = column.name, op.get_bind()
    if bind.dialect.name == "sqlite":
        needed = "" if column.nullable else " NOT NULL"
        line = f"\t{name} {column.type.compile(dialect=bind.dialect)}{needed}, \n"
        _anew(table, lambda made: made.replace(f"\t{before} ", f"{line}\t{before} ", 1), {name: sqlite})
        return
    op.add_column(table, sa.Column(name, column.type, nullable=True))
    op.execute(f"UPDATE {table} SET {name} = {postgresql}")  # noqa: S608 - own names
    if not column.nullable:
        op.alter_column(table, name, existing_type=column.type, nullable=False)


def add_reference(table: str, name: str, target: str, *, before: str) -> None:
    """A key of `target`, null in the rows that are there, in front of the column `before`, which is a reference itself."""
    constraint = f"fk_{table}_{name}"
    if op.get_bind().dialect.name != "sqlite":
        op.add_column(table, whole(name, null=True))
        op.create_foreign_key(constraint, table, target, [name], ["id"])
        return
    key = f"\tCONSTRAINT {constraint} FOREIGN KEY({name}) REFERENCES {target} (id), \n"
    next_key = f"\tCONSTRAINT fk_{table}_{before} "

    def change(made: str) -> str:
        column = made.replace(f"\t{before} ", f"\t{name} INTEGER, \n\t{before} ", 1)
        return column.replace(next_key, f"{key}{next_key}", 1)

    _anew(table, change, {name: "NULL"})


def drop_reference(table: str, name: str) -> None:
    """Takes away what `add_reference` put in."""
    if op.get_bind().dialect.name == "sqlite":
        lines = rf"\t{name} [^\n]*\n|\tCONSTRAINT fk_{table}_{name} [^\n]*\n"
        _anew(table, lambda made: re.sub(lines, "", made, count=2), {})
        return
    op.drop_column(table, name)


def drop_column(table: str, name: str) -> None:
    """Takes a column away that no index and no constraint names."""
    if op.get_bind().dialect.name == "sqlite":
        _anew(table, lambda made: re.sub(rf"\t{name} [^\n]*\n", "", made, count=1), {})
        return
    op.drop_column(table, name)


def allow_missing(table: str, name: str) -> None:
    """Lets a whole number be missing that has always been there."""
    if op.get_bind().dialect.name == "sqlite":
        _anew(table, lambda made: made.replace(f"\t{name} INTEGER NOT NULL", f"\t{name} INTEGER", 1), {})
        return
    op.alter_column(table, name, existing_type=whole_type(), nullable=True)


def forbid_missing(table: str, name: str) -> None:
    """Takes back what `allow_missing` let be. No row may miss the value."""
    if op.get_bind().dialect.name == "sqlite":
        _anew(table, lambda made: made.replace(f"\t{name} INTEGER,", f"\t{name} INTEGER NOT NULL,", 1), {})
        return
    op.alter_column(table, name, existing_type=whole_type(), nullable=False)


def _anew(table: str, change: Callable[[str], str], values: dict[str, str]) -> None:
    """Makes `table` by its changed text, with its rows, indexes, triggers and last key; `values`: of columns that it had not."""
    run = op.get_bind().exec_driver_sql
    made = run("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).scalar_one()
    changed = change(made)
    if changed == made:
        raise ValueError(f"the text of {table} is not as expected: {made}")
    parts = run(
        "SELECT sql FROM sqlite_master WHERE type <> 'table' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name", (table,)
    ).scalars().all()  # fmt: skip
    last = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    run("PRAGMA defer_foreign_keys = ON")
    run(f"CREATE TEMPORARY TABLE {_PUT_BY} AS SELECT * FROM {table}")  # noqa: S608 - own names
    run(f"DROP TABLE {table}")
    run(changed)
    columns = [row["name"] for row in sa.inspect(op.get_bind()).get_columns(table)]
    read = ", ".join(values.get(name, name) for name in columns)
    run(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {read} FROM {_PUT_BY}")  # noqa: S608 - own names
    run(f"DROP TABLE temp.{_PUT_BY}")
    for part in parts:
        run(part)
    if last is not None:
        run("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
