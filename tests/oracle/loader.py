"""Writes a world into a database, in place of whatever world it held."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, event, func, insert, select, text
from sqlalchemy.engine import create_engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.tables import TABLES, metadata
from db.tables.service import PERSON
from tests.oracle.world import World


def _next_key(table: Table) -> Any:
    """Lets the table's sequence go on after the greatest key; null for tables without one."""
    return func.setval(func.pg_get_serial_sequence(table.name, "id"), select(func.max(table.c.id)).scalar_subquery())


_ORDER = [t for t in metadata.sorted_tables if t in (PERSON, *TABLES.values())]
_NEXT_KEYS = select(*(_next_key(t) for t in _ORDER))


def _thaw(connection: Connection) -> None:
    """Lets published tables be changed, which the database forbids: here one world takes the place of another."""
    for drop in connection.scalars(text(_FROZEN[connection.dialect.name])).all():
        connection.execute(text(drop))


_FROZEN = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'change'",
    "postgresql": "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgrelid::regclass::text !~ '^(disclosure_|change$)'",
}


def _write(connection: Connection, world: World) -> None:
    _thaw(connection)
    rows: dict[Table, list[dict[str, Any]]] = {TABLES[n]: list(values) for n, values in world.tables.items()}
    rows[PERSON] = list(world.persons)
    for table in reversed(_ORDER):
        connection.execute(delete(table))
    for table in _ORDER:
        if rows.get(table):
            connection.execute(insert(table), rows[table])
    if connection.dialect.name == "postgresql":
        connection.execute(_NEXT_KEYS)


def _read(connection: Connection) -> World:
    def rows(table: Table) -> tuple[dict[str, Any], ...]:
        return tuple(dict(r._mapping) for r in connection.execute(select(table)))

    return World({name: rows(table) for name, table in TABLES.items()}, rows(PERSON))


class Loader:
    """Loads worlds into one database whose tables exist. `url` as in TONGHU_DATABASE_URL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._async: AsyncEngine | None = None
        self._sync = None if url.startswith("postgresql") else create_engine(url)
        if self._sync is not None:
            event.listen(self._sync, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 10000"))

    @staticmethod
    def _load(engine: Engine, world: World) -> None:
        with engine.begin() as connection:
            _write(connection, world)

    async def load(self, world: World) -> None:
        """All rows of the world, and no others; the service's logs stay."""
        if self._sync is not None:
            # In a thread: a transaction of the service that is under way needs this loop to end and let go of its lock.
            await asyncio.to_thread(self._load, self._sync, world)
            return
        if self._async is None:
            self._async = create_async_engine(self.url)
        async with self._async.begin() as connection:
            await connection.run_sync(_write, world)

    async def read(self) -> World:
        """The world that the database holds now."""
        if self._sync is not None:
            return await asyncio.to_thread(self._read_all, self._sync)
        if self._async is None:
            self._async = create_async_engine(self.url)
        async with self._async.connect() as connection:
            return await connection.run_sync(_read)

    @staticmethod
    def _read_all(engine: Engine) -> World:
        with engine.connect() as connection:
            return _read(connection)

    async def close(self) -> None:
        if self._sync is not None:
            self._sync.dispose()
        if self._async is not None:
            await self._async.dispose()
