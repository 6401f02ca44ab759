"""How every connection to a SQLite database is set up."""

from __future__ import annotations

import sqlite3

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
)


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Write-ahead log, a commit on disk before it is acknowledged, foreign keys checked, 10 s of waiting for a writer.

    Must run outside a transaction.
    """
    for pragma in _PRAGMAS:
        connection.execute(pragma)
