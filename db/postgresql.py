"""PostgreSQL through asyncpg: compiled text and values go straight to the driver; the log is in the statement."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import ClauseElement, make_url

from core.errors import TonghuError
from core.observe import log
from db.database import Undone
from db.statement import Statement
from db.text import Texts

_AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
_SLOW = (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, TimeoutError)
_UNWRITTEN = (
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.DiskFullError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.RaiseError,
)
"""Errors of writing. A planned statement writes nothing but the log."""

SETTINGS = {
    "application_name": "tonghu",
    "jit": "off",
    # Planning costs more than running for many CTEs: plans are made once per connection and kept.
    "plan_cache_mode": "force_generic_plan",
    # Every statement is made of look-ups by index below a limit. With generic plans, estimates of rows that only the
    # values tell are far off, and one hash over a big table costs more than all the rest.
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
}
"""What every connection is set to; EXPLAIN tests use the same."""


_SHARE = """
SELECT least(
    current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
    (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()),
    (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user)
)"""
"""How many connections all processes of the service may have together."""


async def _keep(_: asyncpg.Connection) -> None:
    """Nothing to reset: reads are single statements, transactions end with their context."""


async def _fetched(connection: Any, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
    """The row of a planned statement. Raises LOG_UNAVAILABLE where its entry cannot be written: no entry, no answer."""
    try:
        return await connection.fetchrow(statement.sql, *statement.values(attributes, slots))  # type: ignore[no-any-return] # untyped
    except _UNWRITTEN as error:
        log().error("disclosures_not_written", error=type(error).__name__)
        raise TonghuError("LOG_UNAVAILABLE") from None


class _Transaction:
    def __init__(self, connection: Any, texts: Texts) -> None:
        self.connection, self.texts = connection, texts

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return await self.run(*self.texts(statement, values))

    async def run(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return [tuple(r) for r in await self.connection.fetch(text, *values)]

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        return await _fetched(self.connection, statement, attributes, slots)


class PostgresDatabase:
    """A pool of connections to one PostgreSQL database.

    `processes`: how many have such a pool at once; each takes at most its share of what the server allows.
    """

    dialect = "postgresql"

    def __init__(self, url: str, connections: int, timeout_ms: int, processes: int = 1) -> None:
        made = make_url(url)
        self.dsn = made.set(drivername="postgresql").render_as_string(hide_password=False)
        self.connections, self.timeout_ms, self.processes = connections, timeout_ms, processes
        self.texts = Texts(self.dialect)
        self._pool: Any = None
        self._making = asyncio.Lock()

    async def _connections(self) -> Any:
        """The pool, made at first use by whoever comes first."""
        if self._pool is None:
            async with self._making:
                if self._pool is None:
                    self._pool = await self._made()
        return self._pool

    async def _made(self) -> Any:
        try:
            most = await self._share()
            return await asyncpg.create_pool(
                self.dsn, min_size=1, max_size=most, reset=_keep, statement_cache_size=1024,
                max_cached_statement_lifetime=0, max_cacheable_statement_size=0, max_inactive_connection_lifetime=300,
                timeout=5, server_settings=SETTINGS | {"statement_timeout": str(self.timeout_ms)},
            )  # fmt: skip
        except _AWAY as error:
            raise TonghuError("DATABASE_UNAVAILABLE", detail=type(error).__name__) from None

    async def _share(self) -> int:
        """Connections of this process: as set, but no more than its share of what the server allows."""
        connection = await asyncpg.connect(self.dsn, timeout=5)
        try:
            allowed: int = await connection.fetchval(_SHARE)
        finally:
            await connection.close()
        most = min(self.connections, max(1, allowed // self.processes))
        if most < self.connections:
            log().warning("connections_bounded", wanted=self.connections, taken=most, processes=self.processes, allowed=allowed)
        return most

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        pool = await self._connections()
        try:
            async with pool.acquire(timeout=self.timeout_ms / 1000) as connection:
                yield connection
        except TonghuError:
            raise
        except asyncpg.DeadlockDetectedError as error:
            raise Undone("DATABASE_TIMEOUT", limit=self.timeout_ms, detail=type(error).__name__) from error
        except asyncpg.ForeignKeyViolationError as error:
            raise Undone("INTERNAL") from error
        except _SLOW as error:
            raise TonghuError("DATABASE_TIMEOUT", limit=self.timeout_ms, detail=type(error).__name__) from None
        except _AWAY as error:
            raise TonghuError("DATABASE_UNAVAILABLE", detail=type(error).__name__) from None

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        async with self._connection() as connection:
            return await _fetched(connection, statement, attributes, slots)

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        async with self._connection() as connection:
            return await _Transaction(connection, self.texts).fetch(statement, values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Transaction]:
        async with self._connection() as connection, connection.transaction():
            yield _Transaction(connection, self.texts)

    async def ready(self) -> bool:
        try:
            async with self._connection() as connection:
                return bool(await connection.fetchval("SELECT true"))
        except TonghuError:
            return False

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None
