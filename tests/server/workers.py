"""Several workers as a client meets them: connections of which it is known which worker has them."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

import httpx
from sqlalchemy import ClauseElement

from core.settings import Settings
from server.databases import open_database
from tests.durability.served import ServedProcess, token_of
from tests.http_client import codes
from tests.mutations.world import Ground

WORKERS = 3


class Through:
    """A connection to each worker, by the worker's number."""

    def __init__(self, served: ServedProcess, workers: int = WORKERS) -> None:
        self.address = "http://{}:{}".format(*served.address)
        self.workers = workers
        self.to: dict[int, httpx.Client] = {}

    def __enter__(self) -> Self:
        for _ in range(500):
            client = httpx.Client(base_url=self.address, timeout=30, trust_env=False)
            ready = client.get("/health/ready").json()
            assert ready["status"] == "ready"
            if ready["worker"] in self.to:
                client.close()
            else:
                self.to[ready["worker"]] = client
            if len(self.to) == self.workers:
                return self
        raise AssertionError(f"only the workers {sorted(self.to)} answer")

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        for client in self.to.values():
            client.close()


def ask(client: httpx.Client, token: str, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """The whole answer to an operation."""
    answer = client.post(
        "/graphql", json={"query": document, "variables": variables}, headers={"authorization": f"Bearer {token}"}
    )
    made: dict[str, Any] = answer.json()
    return made


def refused(client: httpx.Client, token: str, document: str = "{ __typename }") -> list[str]:
    """The codes with which an operation is refused; none where it is answered."""
    return codes(ask(client, token, document))


def token_for(at: Ground, organisation: str, role: str = "officer", number: int = 0) -> str:
    """A token for the first (second, ...) person of an organisation who has the role."""
    key = at.rows[organisation]["id"]
    persons = [p for p in at.world.persons if p["organisation_id"] == key and p["role"] == role]
    return token_of(persons[number], at.rows[organisation])


def write(url: str, *statements: ClauseElement) -> None:
    """Runs statements in one transaction of the test's own."""

    async def go() -> None:
        database = open_database(Settings(database_url=url))
        async with database.transaction() as transaction:
            for statement in statements:
                await transaction.fetch(statement)
        await database.close()

    asyncio.run(go())


def read(url: str, statement: ClauseElement) -> list[tuple[Any, ...]]:
    """The rows of a statement of the test's own."""

    async def go() -> list[tuple[Any, ...]]:
        database = open_database(Settings(database_url=url))
        try:
            return await database.fetch(statement)
        finally:
            await database.close()

    return asyncio.run(go())
