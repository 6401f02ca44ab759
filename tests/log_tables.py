"""The tables of the disclosure log, wherever the database keeps them."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import make_url

from db.database import Database
from db.sqlite import SqliteDatabase
from db.sqlite_file import connect_log


async def on_log(database: Database, *statements: str) -> None:
    """Runs statements on the log's tables behind the service's back."""
    if isinstance(database, SqliteDatabase):
        with closing(connect_log(database.path)) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    async with database.transaction() as transaction:
        for statement in statements:
            await transaction.run(statement, ())


def log_schema_of(url: str) -> list[tuple[str, ...]]:
    """(kind, name, table, text) of the tables and indexes that SQLite's log file holds."""
    with closing(connect_log(str(make_url(url).database))) as connection:
        listed = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' ORDER BY 1, 2"
        return connection.execute(listed).fetchall()
