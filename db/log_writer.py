"""The one writer of SQLite's disclosure log: a thread that makes durable, at once, whatever waits for it.

The next batch begins when the one before it is on disk (group commit), without a turn of the event loop between. Of
several processes one writes at a time; what arrives while this one waits for its turn goes into the same commit.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from core.errors import TonghuError
from core.observe import describe, log
from db.log import event_sql, subject_sql
from db.sqlite_file import connect_log, log_path
from db.turns import Turn

LARGEST_BATCH = 16
"""Entries of one commit; a statement is kept for each number of them."""
TURN_SECONDS = 10.0
"""How long the turn to write may be long in coming, before entries that wait count as not written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event and its persons, values in the order of `db.log`."""

    event: list[Any]
    subjects: list[Any] | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    entry: Entry
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[None]


class LogWriter:
    """Writes entries to the log beside the records at `path`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._turn = Turn(log_path(path))

    async def write(self, entry: Entry) -> None:
        """Returns when the entry is durable. Raises LOG_UNAVAILABLE: no entry, no answer."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="sqlite-log", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        self._queue.put(_Waiting(entry, loop, done))
        await done

    async def close(self) -> None:
        """Writes what waits, then ends."""
        if self._thread is not None:
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        ending = False
        while not ending:
            first = self._queue.get()
            if first is None:
                break
            batch, ending, error = self._served(first)
            for loop in dict.fromkeys(w.loop for w in batch):
                with suppress(RuntimeError):  # the loop has ended, and with it who waited
                    loop.call_soon_threadsafe(_settle, [w.done for w in batch if w.loop is loop], error)
        self._turn.close()
        if self._connection is not None:
            self._connection.close()

    def _served(self, first: _Waiting) -> tuple[list[_Waiting], bool, TonghuError | None]:
        """The batch that was written, whether the end was asked for, and the error that all of the batch get."""
        try:
            with self._turn.taken(TURN_SECONDS):
                batch, ending = self._batch(first)
                return batch, ending, self._written([w.entry for w in batch])
        except OSError as error:  # no turn, no entry; TimeoutError is one
            log().error("disclosures_not_written", **describe(error))
            batch, ending = self._batch(first)
            return batch, ending, TonghuError("LOG_UNAVAILABLE")

    def _batch(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """`first` and whatever else waits; and whether the end was asked for."""
        batch: list[_Waiting] = [first]
        while len(batch) < LARGEST_BATCH:
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                break
            if waiting is None:
                return batch, True
            batch.append(waiting)
        return batch, False

    def _written(self, entries: Sequence[Entry]) -> TonghuError | None:
        try:
            if self._connection is None:
                self._connection = connect_log(self._path)
            _write(self._connection, entries)
        except Exception as error:  # whatever it was: no entry, no answer
            log().error("disclosures_not_written", **describe(error))
            self._connection, broken = None, self._connection
            if broken is not None:
                with suppress(sqlite3.Error):
                    broken.close()
            return TonghuError("LOG_UNAVAILABLE")
        return None


def _settle(waiting: list[asyncio.Future[None]], error: TonghuError | None) -> None:
    for done in waiting:
        if done.done():  # whoever waited has gone
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


def _write(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(event_sql(len(entries)), [v for e in entries for v in e.event])
    concerned = [e.subjects for e in entries if e.subjects]
    if concerned:
        connection.execute(subject_sql(len(concerned)), [v for s in concerned for v in s])
    connection.execute("COMMIT")
