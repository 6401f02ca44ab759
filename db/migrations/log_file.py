"""Tables of a SQLite database on their way to the log's file and back.

The copy is durable before the original is dropped; a crash between leaves both, and the next upgrade copies anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection

from db.sqlite_file import create_log

_AT_ONCE = 10_000

Run = Callable[[str], Any]


def move_out(records: Connection, tables: Sequence[str]) -> None:
    """Copies the tables with their indexes and rows to the log's file, then drops them."""
    with closing(log_of(records)) as log:
        log.execute("BEGIN IMMEDIATE")
        for table in tables:
            log.execute(f"DROP TABLE IF EXISTS {table}")
        _copy(records.exec_driver_sql, log.execute, log.executemany, tables)
        log.execute("COMMIT")
    for table in tables:
        records.exec_driver_sql(f"DROP TABLE {table}")


def take_back(records: Connection, tables: Sequence[str]) -> None:
    """Copies the tables back to the records. What stands in the log's file is left there."""
    with closing(log_of(records)) as log:
        _copy(log.execute, records.exec_driver_sql, records.exec_driver_sql, tables)


def log_of(records: Connection) -> sqlite3.Connection:
    """The log beside the records, made where there is none. ValueError where the database stands in memory."""
    path = records.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar_one()
    if not path:
        raise ValueError("the database needs a file")
    return create_log(str(path))


def _copy(read: Run, write: Run, write_many: Callable[[str, list[Any]], Any], tables: Sequence[str]) -> None:
    for table in tables:
        made = f"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type DESC"  # noqa: S608 - own names
        for (text,) in read(made).fetchall():
            write(text)
        for rows in _batches(read(f"SELECT * FROM {table}")):  # noqa: S608 - own names
            places = ", ".join("?" * len(rows[0]))
            write_many(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - own names


def _batches(cursor: sqlite3.Cursor | Any) -> Iterator[list[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(_AT_ONCE):
        yield [tuple(row) for row in rows]
