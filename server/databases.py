"""Which database the settings mean."""

from __future__ import annotations

from core.settings import Settings
from db.database import Database
from db.postgresql import PostgresDatabase
from db.sqlite import SqliteDatabase


def open_database(s: Settings) -> Database:
    """The database of the settings; connects when first used."""
    made = SqliteDatabase if s.database_url.startswith("sqlite") else PostgresDatabase
    return made(s.database_url, s.database_connections, s.statement_timeout_ms)
