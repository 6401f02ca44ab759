"""Many requests at once, half of them writing, and what must be in the database whatever happened meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

import orjson
import sqlalchemy as sa

from db.database import Database
from db.tables import TABLES
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, IDEMPOTENCY, OUTBOX
from resolvers.attributes import operation_hash
from tests.durability.served import ServedProcess, token_of
from tests.http_client import codes
from tests.mutations.place import good
from tests.mutations.world import Ground

WRITES = {
    "registerChild": "mutation($i: RegisterChildInput!) { done: registerChild(input: $i) { child { id } problems { code } } }",
    "fileReport": "mutation($i: FileReportInput!) { done: fileReport(input: $i) { report { id } problems { code } } }",
}
QUERIES = (
    "{ children(first: 10) { nodes { name guardianships(first: 2) { nodes { guardian { name } } } } } }",
    "query named { children(first: 3, orderBy: [NAME_DESC]) { totalCount nodes { name household { number } } } }",
)
OVERLOADED = "CALLERS_UNAVAILABLE"
"""What a service with cold caches may answer on a machine that has no time for it: nothing was read or written."""
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


def requests_of(at: Ground, count: int) -> list[Request]:
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
    if codes(body) == [OVERLOADED]:
        return
    assert "errors" not in body, body
    one.delivered = True
    if one.key is not None:
        (record,) = (v for k, v in body["data"]["done"].items() if k != "problems")
        assert body["data"]["done"]["problems"] == []
        one.record = record["id"]


async def flood(served: ServedProcess, requests: list[Request], at_once: int, then: Mapping[int, Callable[[], None]]) -> None:
    """Sends the requests, so many at once; does something when so many have been answered."""
    host, port = served.address
    answered, lock = 0, asyncio.Semaphore(at_once)

    async def send(one: Request) -> None:
        nonlocal answered
        async with lock:
            await _send(host, port, one)
        answered += one.delivered
        if one.delivered and answered in then:
            then[answered]()

    await asyncio.gather(*(send(r) for r in requests))


async def rows(database: Database, statement: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement of the test's own."""
    return [tuple(r) for r in await database.fetch(statement)]


async def ids(database: Database, entity: str) -> set[str]:
    """Public ids of the records on file."""
    return {r[0] for r in await rows(database, sa.select(TABLES[entity].c.public_id))}


async def check(database: Database, requests: list[Request]) -> None:
    """What was acknowledged is on file, what was delivered in the log, and nothing is half-written."""
    on_file = await ids(database, "Child") | await ids(database, "Report")
    lost = [r for r in requests if r.record is not None and r.record not in on_file]
    assert not lost, f"{len(lost)} acknowledged writes are gone"
    keys = await rows(database, sa.select(IDEMPOTENCY.c.entity, IDEMPOTENCY.c.row_id))
    events = await rows(database, sa.select(OUTBOX.c.entity, OUTBOX.c.row_id))
    assert sorted(keys) == sorted(events), "a mutation without its event, or an event without its mutation"
    event, person = DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
    events = await rows(database, sa.select(event.c.person_id, event.c.operation_hash, event.c.kind, event.c.id))
    logged = Counter(tuple(r[:3]) for r in events)
    delivered = Counter(
        (r.person, operation_hash(r.document, None), "read" if r.key is None else "mutation") for r in requests if r.delivered
    )
    short = {k: (n, logged[k]) for k, n in delivered.items() if logged[k] < n}
    assert not short, f"delivered answers that are not in the log: {short}"
    assert len({r[3] for r in events}) == len(events), "two events have one id"
    concerned = {r[0] for r in await rows(database, sa.select(person.c.event_id).distinct())}
    assert {r[3] for r in events} == concerned, "an event stands without the persons whom it concerned"
    keys = await rows(database, sa.select(IDEMPOTENCY.c.key, IDEMPOTENCY.c.row_id))
    assert all(row_id for _, row_id in keys), "a key is claimed without its record"
    assert {r.key for r in requests if r.record is not None} <= {k for k, _ in keys}
