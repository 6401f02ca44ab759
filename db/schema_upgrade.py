"""Brings a database to a revision: `upgrade`, `downgrade`, `current`. One transaction, one upgrade at a time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from core.clock import SystemClock, work_date
from db.partitions import add_partitions
from db.sqlite_file import apply_pragmas
from db.work_calendar import fill_calendar

T = TypeVar("T")

_UPGRADE_LOCK = 5_001_120_001
"""Key of the advisory lock that an upgrade holds."""
_WAIT_FOR_UPGRADE = "SET LOCAL lock_timeout = '120s'"
_WAIT_FOR_TABLE = "SET LOCAL lock_timeout = '5s'"


def upgrade(url: str, *, today: date | None = None) -> None:
    """Upgrades to the newest revision; on PostgreSQL also makes the log's partitions for 24 months from `today`.

    Creates the file and its folder for SQLite. A table lock that is not had within 5 s undoes the
    whole upgrade. CommandError where a newer version made the tables.
    """
    first = today or work_date(SystemClock().now())

    def work(connection: Connection) -> None:
        found = MigrationContext.configure(connection).get_current_revision()
        refusal = unknown(found) if found is not None else None
        if refusal is not None:
            raise CommandError(refusal)
        command.upgrade(_config(connection), "head")
        add_partitions(connection, first)
        fill_calendar(connection, first)

    in_transaction(url, work)


def downgrade(url: str, revision: str = "base") -> None:
    """Takes revisions back down to `revision`, with the data in what they made."""
    in_transaction(url, lambda connection: command.downgrade(_config(connection), revision))


def current(url: str) -> str | None:
    """The revision that the database is at, None where it has none."""
    return in_transaction(url, lambda connection: MigrationContext.configure(connection).get_current_revision())


def unknown(revision: str) -> str | None:
    """What is to be said of tables of a revision that this version does not know; None of one that it knows."""
    if any(revision == known.revision for known in ScriptDirectory(str(_FOLDER)).walk_revisions()):
        return None
    return f"the tables are of revision {revision}, which this version does not know: a newer one made them, and serves them"


def head() -> str:
    """The newest revision."""
    newest = ScriptDirectory(str(_FOLDER)).get_current_head()
    if newest is None:
        raise LookupError(f"no revision in {_FOLDER}")
    return newest


def in_transaction(url: str, work: Callable[[Connection], T]) -> T:
    """Runs `work` in one transaction of the database at `url`, alone among all that come through here.

    `url` is `sqlite:///path` or `postgresql+asyncpg://...`. Errors of the database pass through.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _in_sqlite(url, work)
    return run(_in_postgresql(url, work))


def run(job: Coroutine[Any, Any, T]) -> T:
    """The result of `job`, whether or not this thread already runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(job)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, job).result()


_FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _in_sqlite(url: str, work: Callable[[Connection], T]) -> T:
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # or the driver commits before DDL
        apply_pragmas(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        return work(connection)


async def _in_postgresql(url: str, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(_WAIT_FOR_UPGRADE))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
            await connection.execute(text(_WAIT_FOR_TABLE))
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
