"""kill -9 in the middle of many requests: what was acknowledged is written, and what was delivered is in the log."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from core.settings import Settings
from db.database import Database
from db.schema_upgrade import upgrade
from db.tables import TABLES
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, IDEMPOTENCY
from resolvers.attributes import operation_hash
from server.databases import open_database
from tests.durability.served import ServedProcess, token_of
from tests.mutations.place import good
from tests.mutations.world import Ground, ground
from tests.oracle.fixtures import Report, how_many
from tests.oracle.loader import Loader
from tests.postgres import PostgresServer

WRITES = {
    "registerChild": "mutation($i: RegisterChildInput!) { done: registerChild(input: $i) { child { id } problems { code } } }",
    "fileReport": "mutation($i: FileReportInput!) { done: fileReport(input: $i) { report { id } problems { code } } }",
}
QUERIES = (
    "{ children(first: 10) { nodes { name guardianships(first: 2) { nodes { guardian { name } } } } } }",
    "query named { children(first: 3, orderBy: [NAME_DESC]) { totalCount nodes { name household { number } } } }",
)
ORGANISATIONS = ("town", "other town")


@dataclass
class Request:
    """One request of one person; `key` of a mutation, whose record was acknowledged with the id `record`."""

    person: int
    token: str
    document: str
    variables: dict[str, Any]
    key: str | None = None
    delivered: bool = False
    record: str | None = None


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.db'}"
        return
    made = postgres_server.create_database()
    yield made
    postgres_server.drop_database(made)


def _requests(at: Ground, count: int) -> list[Request]:
    """Half of them write, each with a key of its own; of several persons."""
    rng, out = Random(9), []
    acting = [(p, at.rows[o]) for o in ORGANISATIONS for p in at.world.persons
              if p["organisation_id"] == at.rows[o]["id"] and p["role"] == "officer"]  # fmt: skip
    tokens = {p["id"]: token_of(p, o) for p, o in acting}
    for n in range(count):
        person, organisation = rng.choice(acting)
        key = f"request-number-{n}" if n % 2 else None
        if key is None:
            out.append(Request(person["id"], tokens[person["id"]], rng.choice(QUERIES), {}))
            continue
        mutation = "registerChild" if organisation["name"] == "town" and rng.random() < 0.5 else "fileReport"
        given = good(mutation, at) | {"idempotencyKey": key}
        given.pop("identityNumber", None)
        out.append(Request(person["id"], tokens[person["id"]], WRITES[mutation], {"i": given}, key))
    return out


async def _post(host: str, port: int, one: Request) -> bytes | None:
    """The body of the answer over a connection of the request's own; None where it did not come whole."""
    body = orjson.dumps({"query": one.document, "variables": one.variables})
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {one.token}\r\nconnection: close\r\n"
        f"content-type: application/json\r\naccept: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return None
    try:
        writer.write(head.encode() + body)
        headers = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in headers.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        return await reader.readexactly(length)
    except (OSError, asyncio.IncompleteReadError):
        return None
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _send(host: str, port: int, one: Request) -> None:
    sent = await _post(host, port, one)
    if sent is None:
        return
    body = orjson.loads(sent)
    assert "errors" not in body, body
    one.delivered = True
    if one.key is not None:
        (record,) = (v for k, v in body["data"]["done"].items() if k != "problems")
        assert body["data"]["done"]["problems"] == []
        one.record = record["id"]


async def _flood(served: ServedProcess, requests: list[Request], at_once: int, killed_after: int) -> None:
    """Sends the requests, so many at once; kills the service when so many have been answered."""
    host, port = served.url.removeprefix("http://").removesuffix("/graphql").split(":")
    answered, lock = 0, asyncio.Semaphore(at_once)

    async def send(one: Request) -> None:
        nonlocal answered
        async with lock:
            await _send(host, int(port), one)
        answered += one.delivered
        if answered == killed_after:
            served.kill()

    await asyncio.gather(*(send(r) for r in requests))


async def _rows(database: Database, statement: Any) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in await database.fetch(statement)]


async def _ids(database: Database, entity: str) -> set[str]:
    return {r[0] for r in await _rows(database, sa.select(TABLES[entity].c.public_id))}


async def _check(database: Database, requests: list[Request]) -> None:
    on_file = await _ids(database, "Child") | await _ids(database, "Report")
    lost = [r for r in requests if r.record is not None and r.record not in on_file]
    assert not lost, f"{len(lost)} acknowledged writes are gone"
    event, person = DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
    rows = await _rows(database, sa.select(event.c.person_id, event.c.operation_hash, event.c.kind, event.c.id))
    logged = Counter(tuple(r[:3]) for r in rows)
    delivered = Counter(
        (r.person, operation_hash(r.document, None), "read" if r.key is None else "mutation") for r in requests if r.delivered
    )
    short = {k: (n, logged[k]) for k, n in delivered.items() if logged[k] < n}
    assert not short, f"delivered answers that are not in the log: {short}"
    concerned = {r[0] for r in await _rows(database, sa.select(person.c.event_id).distinct())}
    assert {r[3] for r in rows} == concerned, "an event stands without the persons whom it concerned"
    keys = await _rows(database, sa.select(IDEMPOTENCY.c.key, IDEMPOTENCY.c.row_id))
    assert all(row_id for _, row_id in keys), "a key is claimed without its record"
    assert {r.key for r in requests if r.record is not None} <= {k for k, _ in keys}


@pytest.mark.soak
@pytest.mark.parametrize(("at_once", "killed_after"), [(1.0, 0.3), (0.1, 0.6)], ids=["all at once", "a tenth at once"])
async def test_what_was_acknowledged_and_delivered_is_in_the_database_after_a_kill(
    url: str, tmp_path: Path, request: pytest.FixtureRequest, report: Report, at_once: float, killed_after: float
) -> None:
    count = how_many(request.config, sample=300, soak=2_000)
    at = ground()
    upgrade(url)
    loader = Loader(url)
    await loader.load(at.world)
    await loader.close()
    requests = _requests(at, count)
    with ServedProcess(url, tmp_path) as served:
        await _flood(served, requests, int(count * at_once), int(count * killed_after))
    delivered, acknowledged_now = sum(r.delivered for r in requests), sum(r.record is not None for r in requests)
    assert 0 < delivered < count, "it was not killed in the middle"
    report(f"killed among {count} requests: {delivered} answers delivered, {acknowledged_now} writes acknowledged")
    database = open_database(Settings(database_url=url))
    before = len(await _ids(database, "Child")) + len(await _ids(database, "Report"))
    await _check(database, requests)
    written = {k for (k,) in await _rows(database, sa.select(IDEMPOTENCY.c.key))}

    # Started again, what was not acknowledged is sent again: each key has its one record in the end.
    again = [r for r in requests if r.key is not None]
    acknowledged = {r.key: r.record for r in again if r.record is not None}
    with ServedProcess(url, tmp_path) as served:
        await _flood(served, again, 50, killed_after=-1)
    assert all(r.record for r in again)
    assert {r.key: r.record for r in again if r.key in acknowledged} == acknowledged
    after = len(await _ids(database, "Child")) + len(await _ids(database, "Report"))
    assert after - before == len(again) - len(written)
    await _check(database, requests)
    await database.close()
