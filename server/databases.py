"""Which database the settings mean."""

from __future__ import annotations

from core.settings import Settings
from db.database import Database
from db.postgresql import PostgresDatabase
from db.sqlite import SqliteDatabase


def open_database(s: Settings, processes: int = 1) -> Database:
    """The database of the settings; connects when first used. `processes`: how many open it so at once."""
    if s.database_url.startswith("sqlite"):
        return SqliteDatabase(s.database_url, s.database_connections, s.statement_timeout_ms)
    return PostgresDatabase(s.database_url, s.database_connections, s.statement_timeout_ms, processes)
