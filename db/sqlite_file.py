"""How SQLite files are opened. A database is two: the records, and beside them the disclosure log.

The log is written on every read. In a file of its own it neither waits for the writers of records nor throws away
what readers hold of the records' pages (`docs/adr/0011-sqlite-files.md`).
"""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from urllib.parse import quote

LOG_SCHEMA = "disclosures"
"""The name under which readers of records find the log attached."""

_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000", "temp_store = MEMORY")
_SERVING = ("synchronous = FULL", "foreign_keys = ON", "busy_timeout = 4000", "temp_store = MEMORY", "cache_size = -32000")
_RECORDS = ("mmap_size = 1073741824",)
_LOG = ("wal_autocheckpoint = 4000",)
"""The log's file grows all the time: mapped, it would be mapped anew all the time."""


def log_path(path: str) -> str:
    """The log's file beside the records' file."""
    return f"{path}-disclosures"


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Write-ahead log, a commit on disk before it is acknowledged, foreign keys checked, 10 s of waiting for a writer.

    Must run outside a transaction.
    """
    _apply(connection, _PRAGMAS)


def connect(path: str, read_only: bool) -> sqlite3.Connection:
    """A serving connection to the records; autocommit, used by one thread at a time. A reader finds the log attached."""
    connection = _open(path, "ro" if read_only else "rw")
    connection.create_function("keyed_hash", 2, _keyed_hash, deterministic=True)
    _apply(connection, (*_SERVING, *_RECORDS))
    if read_only:
        connection.execute(f"ATTACH ? AS {LOG_SCHEMA}", (_uri(log_path(path), "ro"),))
    return connection


def connect_log(path: str) -> sqlite3.Connection:
    """The log's writing connection, by the path of the records."""
    connection = _open(log_path(path), "rw")
    _apply(connection, (*_SERVING, *_LOG))
    return connection


def create_log(path: str) -> sqlite3.Connection:
    """A connection to the log's file, made where there is none; for migrations."""
    connection = _open(log_path(path), "rwc")
    apply_pragmas(connection)
    return connection


def _uri(path: str, mode: str) -> str:
    return f"file:{quote(path)}?mode={mode}"


def _open(path: str, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        _uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
    )


def _apply(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _keyed_hash(key: str, text: str) -> str:
    return sha256((key + text).encode()).hexdigest()[:32]
