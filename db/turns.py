"""Turns of the processes that write one SQLite file: one writes at a time, and whoever waits is not passed over.

SQLite's own busy handler sleeps ever longer while others come and go, so under load one of several processes may wait
until it fails. Here a process waits at the door until it is the next, and only the next waits for the turn itself: who
has just ended its turn stands behind it. The kernel ends the turn of a process that dies (`docs/adr/0013-workers.md`).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PAUSE = 0.0002
"""Seconds between two looks at a lock: flock cannot wait for a limited time."""


class Turn:
    """The turn to write the file at `path`, kept in two empty files beside it. Used by one thread."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._locks: tuple[int, int] | None = None
        self._held = False

    def take(self, seconds: float) -> None:
        """Waits for the turn. Raises TimeoutError where it did not come, OSError where the files cannot be opened."""
        door, turn = self._opened()
        limit = time.monotonic() + seconds
        _lock(door, limit)
        try:
            _lock(turn, limit)
            self._held = True
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)

    def end(self) -> None:
        """Ends the turn, if it is held."""
        if self._held and self._locks is not None:
            fcntl.flock(self._locks[1], fcntl.LOCK_UN)
        self._held = False

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """As `take`, and `end` at the end."""
        self.take(seconds)
        try:
            yield
        finally:
            self.end()

    def close(self) -> None:
        """Ends the turn and closes the files, which stay."""
        self.end()
        for lock in self._locks or ():
            os.close(lock)
        self._locks = None

    def _opened(self) -> tuple[int, int]:
        if self._locks is None:
            door = _open(f"{self._path}-door")
            try:
                self._locks = door, _open(f"{self._path}-turn")
            except OSError:
                os.close(door)
                raise
        return self._locks


def _open(path: str) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(file: int, limit: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > limit:
                raise TimeoutError("the turn to write did not come") from None
            time.sleep(_PAUSE)
