"""A process that serves either the service or the floors, on the same uvicorn: `python -m bench.serve KIND URL PORT`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import uvloop

from bench.floors import bare, logged
from bench.operations import OPERATIONS
from core.clock import utc_text
from core.ids import new_event_id
from core.settings import Settings
from db.log import event_values
from db.log_writer import Entry
from db.postgresql import PostgresDatabase
from db.sqlite import SqliteDatabase
from db.sqlite_memory import without_memory_statistics
from server.databases import open_database
from server.process import settle
from server.serve import make_server
from server.wiring import build

Handler = Callable[[list[Any]], Awaitable[str]]
HASH = "0" * 64
"""Stands for the three hashes of an event, which are as long."""


def event_of_floor(event: str, at: datetime) -> dict[str, Any]:
    """What the log records of a caller, as the service has it of its own."""
    return dict.fromkeys(("purpose", "operands"), None) | {
        "event_id": event, "now": at, "actor_id": 1, "organisation_id": 1, "role": "officer", "subject": "town",
        "operation_hash": HASH, "policy_version": HASH, "descriptor_hash": HASH, "kind": "read",
    }  # fmt: skip


class Floors:
    """POST /bare/NAME and /logged/NAME with the statement's parameters as a JSON list; the answer is its text."""

    def __init__(self, database: SqliteDatabase | PostgresDatabase) -> None:
        self.database = database
        self.handlers: dict[str, Handler] = {}
        for operation in OPERATIONS:
            self.handlers[f"/bare/{operation.name}"] = self._bare(operation.name)
            self.handlers[f"/logged/{operation.name}"] = self._logged(operation.name)

    def _bare(self, name: str) -> Handler:
        database, text = self.database, bare(name, self.database.dialect)

        async def sqlite(parameters: list[Any]) -> str:
            values = [orjson.dumps(p).decode() if isinstance(p, list) else p for p in parameters]
            row = await database.on_reader(lambda c: c.execute(text, values).fetchone())  # type: ignore[union-attr]
            return str(row[0])

        async def postgresql(parameters: list[Any]) -> str:
            async with database._connection() as connection:  # type: ignore[union-attr]
                return str(await connection.fetchval(text, *parameters))

        return sqlite if database.dialect == "sqlite" else postgresql

    def _logged(self, name: str) -> Handler:
        database = self.database
        count = {"i": 2, "ii": 2, "iii": 2, "iv": 2, "v": 1}[name]
        text = logged(name, database.dialect, count)

        async def sqlite(parameters: list[Any]) -> str:
            values = [orjson.dumps(p).decode() if isinstance(p, list) else p for p in parameters]
            row = await database.on_reader(lambda c: c.execute(text, values).fetchone())  # type: ignore[union-attr]
            event = new_event_id()
            at = datetime.now(UTC)
            await database._log.write(Entry(event_values(event_of_floor(event, at), row[1]), [event, utc_text(at), f"[{row[2]}]"]))  # type: ignore[union-attr]
            return str(row[0])

        async def postgresql(parameters: list[Any]) -> str:
            async with database._connection() as connection:  # type: ignore[union-attr]
                event = (new_event_id(), datetime.now(UTC), 1, 1, HASH)
                return str(await connection.fetchval(text, *parameters, *event))

        return sqlite if database.dialect == "sqlite" else postgresql

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        text = (await self.handlers[scope["path"]](orjson.loads(body))).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(text)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": text})


async def run(kind: str, url: str, port: int, jwks: str) -> None:
    """Serves until it is ended."""
    settings = Settings(database_url=url, jwks=jwks, log_level="error", host="127.0.0.1", port=port)
    app: Any = (await build(settings, demo=True)).app if kind == "service" else Floors(open_database(settings))  # type: ignore[arg-type]
    settle()
    await make_server(app, "127.0.0.1", port, 5, lambda at: print(at, flush=True)).serve()


if __name__ == "__main__":
    without_memory_statistics()
    uvloop.install()
    asyncio.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
