"""SQLite through sqlite3: readers and one writer of records on threads of their own, and the log's writer."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ClauseElement, make_url

from core.errors import TonghuError
from db.log import event_values, subject_values
from db.log_writer import Entry, LogWriter
from db.sqlite_file import connect
from db.statement import DEEPEST, Statement
from db.text import Texts
from db.turns import Turn

T = TypeVar("T")
_CHECK_EVERY = 20_000
"""Virtual machine steps between two looks at the deadline."""


class _Reader(threading.local):
    connection: sqlite3.Connection | None = None


class _Transaction:
    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database
        self.disclosed: list[Entry] = []

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return await self.run(*self.database.texts(statement, values))

    async def run(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return await self.database.on_writer(lambda c: c.execute(text, values).fetchall())

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        values = statement.values(attributes, slots)
        row = await self.database.on_writer(lambda c: c.execute(statement.sql, values).fetchone())
        self.disclosed.append(_entry(statement, attributes, row))
        return row  # type: ignore[no-any-return] # sqlite3 has no types for rows


class SqliteDatabase:
    """One SQLite file: `connections` readers, one writer."""

    dialect = "sqlite"

    def __init__(self, url: str, connections: int, timeout_ms: int) -> None:
        self.path = str(Path(make_url(url).database or "").resolve())
        self.timeout_ms = timeout_ms
        self.texts = Texts(self.dialect)
        self._readers = ThreadPoolExecutor(connections, "sqlite-reader")
        self._writer = ThreadPoolExecutor(1, "sqlite-writer")
        self._local = _Reader()
        self._open: list[sqlite3.Connection] = []
        self._write_connection: sqlite3.Connection | None = None
        self._lock = asyncio.Lock()
        self._log = LogWriter(self.path)
        self._turn = Turn(self.path)

    # -- threads ----------------------------------------------------------------------------------------------------

    def _guard(self, connection: sqlite3.Connection, job: Callable[[sqlite3.Connection], T]) -> T:
        """Runs a job with the deadline watched; driver errors leave as codes."""
        deadline = time.monotonic() + self.timeout_ms / 1000
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _CHECK_EVERY)
        try:
            return job(connection)
        except sqlite3.OperationalError as error:
            late = "interrupted" in str(error) or "locked" in str(error)
            if late:
                raise TonghuError("DATABASE_TIMEOUT", limit=self.timeout_ms) from None
            if "unable to open" in str(error) or "disk" in str(error) or "readonly" in str(error):
                raise TonghuError("DATABASE_UNAVAILABLE", detail=str(error)) from None
            if "stack overflow" in str(error):
                # SQLite's parser holds 100 open things. With many doors the lists of a view are too deep before the
                # general bound: nothing was read, and one level less will do.
                raise TonghuError("DOCUMENT_TOO_DEEP", limit=DEEPEST - 1) from None
            raise

    def _opened(self, read_only: bool) -> sqlite3.Connection:
        try:
            made = connect(self.path, read_only)
        except sqlite3.Error as error:
            raise TonghuError("DATABASE_UNAVAILABLE", detail=str(error)) from None
        self._open.append(made)
        return made

    def _on_reader(self, job: Callable[[sqlite3.Connection], T]) -> T:
        if self._local.connection is None:
            self._local.connection = self._opened(read_only=True)
        return self._guard(self._local.connection, job)

    def _on_writer(self, job: Callable[[sqlite3.Connection], T]) -> T:
        if self._write_connection is None:
            self._write_connection = self._opened(read_only=False)
        return self._guard(self._write_connection, job)

    async def on_reader(self, job: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._on_reader, job)

    async def on_writer(self, job: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._on_writer, job)

    # -- reading and its log ----------------------------------------------------------------------------------------

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        values = statement.values(attributes, slots)
        row = await self.on_reader(lambda c: c.execute(statement.sql, values).fetchone())
        await self._log.write(_entry(statement, attributes, row))
        return row  # type: ignore[no-any-return] # sqlite3 has no types for rows

    # -- the rest ---------------------------------------------------------------------------------------------------

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        text, bound = self.texts(statement, values)
        return await self.on_reader(lambda c: c.execute(text, bound).fetchall())

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Transaction]:
        async with self._lock:
            try:
                await self.on_writer(self._begin)
                made = _Transaction(self)
                yield made
                # The log first: what it holds too much is allowed, what it lacks is not.
                await asyncio.gather(*(self._log.write(entry) for entry in made.disclosed))
                await self.on_writer(self._commit)
            except BaseException:
                # Whoever is cancelled leaves jobs on the writer's thread, a BEGIN among them: this one runs after them.
                await _to_the_end(self.on_writer(self._roll_back))
                raise

    def _begin(self, connection: sqlite3.Connection) -> None:
        try:
            self._turn.take(self.timeout_ms / 1000)
        except TimeoutError:
            raise TonghuError("DATABASE_TIMEOUT", limit=self.timeout_ms) from None
        except OSError as error:
            raise TonghuError("DATABASE_UNAVAILABLE", detail=type(error).__name__) from None
        connection.execute("BEGIN IMMEDIATE")

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")
        self._turn.end()

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        finally:
            self._turn.end()

    async def ready(self) -> bool:
        try:
            return bool(await self.on_reader(lambda c: c.execute("SELECT 1").fetchone()))
        except (TonghuError, sqlite3.Error):
            return False

    async def close(self) -> None:
        await self._log.close()
        self._readers.shutdown()
        self._writer.shutdown()
        self._turn.close()
        for connection in self._open:
            connection.close()


async def _to_the_end(work: Coroutine[Any, Any, object]) -> None:
    """Waits for `work` however often it is cancelled meanwhile; passes the cancellation on afterwards."""
    task, cancelled = asyncio.ensure_future(work), False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    task.result()


def _entry(statement: Statement, attributes: Mapping[str, Any], row: Sequence[Any]) -> Entry:
    at = statement.log_at
    assert at is not None  # noqa: S101 - SQLite's statements give their log rows
    return Entry(event_values(attributes, row[at]), subject_values(attributes, row[at + 1]))
