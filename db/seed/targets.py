"""Bulk loading: SQLite through sqlite3, PostgreSQL through COPY. Both in one transaction.

Indexes, and on PostgreSQL foreign keys, are taken away first and made again at the end where the load is big: checked
row by row they cost more than all the rest.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Dialect, ForeignKeyConstraint, Table
from sqlalchemy.engine import URL
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from core.clock import utc_text
from db.seed.options import Batch
from db.sqlite_file import apply_pragmas
from db.tables import metadata
from db.tables.service import LOG
from db.tables.types import Day, Flag, Moment

Batches = Iterable[Batch]
_LOAD_PRAGMAS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -131072",  # 128 MB; what sorting an index needs beyond that goes to a file
)


class NotEmptyError(Exception):
    """The database has children already: demo data is never mixed with other data."""

    def __init__(self, database: str | None) -> None:
        super().__init__(f"{database} holds children already; demo data goes into an empty database only")


def _index_statements(dialect: Dialect) -> tuple[list[str], list[str]]:
    """(statements that drop every index, statements that make them again)."""
    drops, makes = [], []
    elsewhere = LOG if dialect.name == "sqlite" else ()
    for table in (t for t in metadata.sorted_tables if t not in elsewhere):
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            drops.append(str(DropIndex(index).compile(dialect=dialect)))
            makes.append(str(CreateIndex(index).compile(dialect=dialect)))
    return drops, makes


def _foreign_key_statements(dialect: Dialect) -> tuple[list[str], list[str]]:
    drops, makes = [], []
    for table in metadata.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=_name):
            drops.append(str(DropConstraint(constraint).compile(dialect=dialect)))
            makes.append(str(AddConstraint(constraint, isolate_from_table=False).compile(dialect=dialect)))
    return drops, makes


def _name(constraint: ForeignKeyConstraint) -> str:
    return ",".join(constraint.column_keys)


def _columns(table: Table) -> tuple[str, ...]:
    return tuple(table.columns.keys())


def load_sqlite(url: URL, batches: Batches, big: bool) -> None:
    """Loads a migrated SQLite file. What a crash leaves behind is rolled back by the next connection."""
    path = url.database
    if not path:
        raise ValueError("demo data needs a file")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in _LOAD_PRAGMAS:
            connection.execute(pragma)
        drops, makes = _index_statements(url.get_dialect()()) if big else ([], [])
        connection.execute("BEGIN EXCLUSIVE")
        if connection.execute("SELECT 1 FROM child LIMIT 1").fetchone():
            connection.execute("ROLLBACK")
            raise NotEmptyError(path)
        _run(connection.execute, drops)
        for name, rows in batches:
            table = metadata.tables[name]
            places = ", ".join("?" * len(table.columns))
            statement = f"INSERT INTO {name} ({', '.join(_columns(table))}) VALUES ({places})"  # noqa: S608 - own names
            connection.executemany(statement, _as_stored(table, rows))
        _run(connection.execute, makes)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            connection.execute("ROLLBACK")
            raise ValueError(f"a row of {broken[0]} refers to a row of {broken[2]} that is not there")
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        apply_pragmas(connection)
    finally:
        connection.close()
    with Path(path).open("rb+") as file:
        os.fsync(file.fileno())


def _run(execute: Callable[[str], Any], statements: Iterable[str]) -> None:
    for statement in statements:
        execute(statement)


def _as_stored(table: Table, rows: list[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """Rows with dates and instants as the text that SQLite holds, truth values as numbers."""
    forms: list[tuple[int, Callable[[Any], Any]]] = []
    for at, column in enumerate(table.columns):
        if isinstance(column.type, Day):
            forms.append((at, date.isoformat))
        elif isinstance(column.type, Moment):
            forms.append((at, utc_text))
        elif isinstance(column.type, Flag):
            forms.append((at, int))
    for row in rows:
        stored = list(row)
        for at, form in forms:
            if stored[at] is not None:
                stored[at] = form(stored[at])
        yield stored


async def load_postgres(url: URL, batches: Batches, big: bool) -> None:
    """Loads a migrated PostgreSQL database, then VACUUM ANALYZE, so that plans and index-only scans are right."""
    dialect = url.get_dialect()()
    drop_keys, make_keys = _foreign_key_statements(dialect) if big else ([], [])
    drops, makes = _index_statements(dialect) if big else ([], [])
    connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE child IN ACCESS EXCLUSIVE MODE")
            if await connection.fetchval("SELECT EXISTS (SELECT FROM child)"):
                raise NotEmptyError(url.database)
            await connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
            for statement in (*drop_keys, *drops):
                await connection.execute(statement)
            for name, rows in batches:
                columns = _columns(metadata.tables[name])
                await connection.copy_records_to_table(name, records=rows, columns=columns, timeout=600)
            for statement in (*makes, *make_keys):
                await connection.execute(statement)
            await _continue_keys(connection)
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


async def _continue_keys(connection: Any) -> None:
    """Lets the next key of each table follow the last one loaded."""
    for table in metadata.sorted_tables:
        if "id" in table.c and table.c.id.identity is not None:
            await connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608 - own names
            )
