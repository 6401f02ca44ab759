"""What holds across several workers on one database: suspensions, quotas, idempotency keys, ids."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import jwt
import pytest
import sqlalchemy as sa

from core.clock import SystemClock, seconds_to_next_day
from core.ids import EventIds
from db.postgresql import PostgresDatabase
from db.tables import TABLES
from db.tables.service import IDEMPOTENCY, PERSON, REFUSAL, REVOKED_TOKEN
from tests.durability.served import ServedProcess, load
from tests.http_client import codes
from tests.mutations.place import good
from tests.mutations.world import Ground, ground
from tests.postgres import PostgresServer
from tests.server.workers import WORKERS, Through, ask, read, refused, token_for, write

QUOTA = 20
EXACT = "query($n: String!) { children(filter: {identityNumber: {eq: $n}}) { totalCount } }"
REGISTER = "mutation($i: RegisterChildInput!) { registerChild(input: $i) { child { id } problems { code } } }"


@dataclass
class Several:
    """Workers that serve the hand-made world at `url`."""

    served: ServedProcess
    url: str
    at: Ground


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def several(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Several]:
    folder, at = tmp_path_factory.mktemp("workers"), ground()
    url = f"sqlite:///{folder / 'w.db'}" if request.param == "sqlite" else postgres_server.create_database()
    asyncio.run(load(url, at.world))
    settings = {"exact_matches_per_day": str(QUOTA), "database_connections": "3", "log_level": "info"}
    with ServedProcess(url, folder, WORKERS, **settings) as served:
        yield Several(served, url, at)


def test_a_suspension_holds_in_every_worker_within_two_seconds(several: Several) -> None:
    url, at = several.url, several.at
    tokens = {"person": token_for(at, "other school"), "organisation": token_for(at, "court"), "token": token_for(at, "police")}
    person = next(p for p in at.world.persons if p["organisation_id"] == at.rows["other school"]["id"])
    jti = jwt.decode(tokens["token"], options={"verify_signature": False})["jti"]
    organisation = TABLES["Organisation"]
    with Through(several.served) as through:
        doors = [(what, worker) for what in tokens for worker in through.to]
        assert [d for d in doors if refused(through.to[d[1]], tokens[d[0]])] == []
        write(
            url,
            sa.update(PERSON).where(PERSON.c.id == person["id"]).values(suspended_at_ms=1),
            sa.update(organisation).where(organisation.c.id == at.rows["court"]["id"]).values(suspended_at_ms=1),
            sa.insert(REVOKED_TOKEN).values(jti=jti, expires_at=SystemClock().now()),
        )
        suspended_at, last = time.monotonic(), dict.fromkeys(doors, 0.0)
        while (asked_at := time.monotonic()) < suspended_at + 2.5:
            for what, worker in doors:
                if not refused(through.to[worker], tokens[what]):
                    last[what, worker] = asked_at - suspended_at
            time.sleep(0.03)
    assert max(last.values()) < 2.0, last
    assert max(last.values()) > 0.0, "nobody was remembered: the test has shown nothing"


def test_a_quota_is_one_for_all_workers(several: Several) -> None:
    token = token_for(several.at, "town")

    def match(client: httpx.Client) -> list[list[str]]:
        return [codes(ask(client, token, EXACT, {"n": "x"})) for _ in range(QUOTA)]

    with Through(several.served) as through, ThreadPoolExecutor(WORKERS) as pool:
        answers = [a for of in pool.map(match, through.to.values()) for a in of]
    assert answers.count([]) == QUOTA
    assert answers.count(["QUOTA_EXCEEDED"]) == (WORKERS - 1) * QUOTA


def test_a_used_up_quota_says_when_the_next_day_begins(several: Several) -> None:
    token = token_for(several.at, "civil_affairs")
    with Through(several.served) as through:
        client = next(iter(through.to.values()))
        body = {"query": EXACT, "variables": {"n": "x"}}
        for _ in range(QUOTA + 1):
            before = seconds_to_next_day(SystemClock().now())
            answer = client.post("/graphql", json=body, headers={"authorization": f"Bearer {token}"})
        after = seconds_to_next_day(SystemClock().now())
    assert codes(answer.json()) == ["QUOTA_EXCEEDED"]
    assert after <= int(answer.headers["retry-after"]) <= before or before < after  # unless midnight fell between


def test_refusals_of_all_workers_add_up(several: Several) -> None:
    token = token_for(several.at, "village", "reader")
    with Through(several.served) as through:
        for client in through.to.values():
            assert refused(client, token, "{ noSuchField }") == ["FIELD_NOT_AVAILABLE"]
    statement = sa.select(REFUSAL.c.times, REFUSAL.c.first_at, REFUSAL.c.last_at).where(
        REFUSAL.c.organisation_id == several.at.rows["village"]["id"]
    )
    end = time.monotonic() + 5
    while not (rows := read(several.url, statement)) or rows[0][0] < WORKERS:
        assert time.monotonic() < end, rows
        time.sleep(0.1)
    assert rows[0][0] == WORKERS
    assert rows[0][1] < rows[0][2]


def test_one_key_at_all_workers_at_once_makes_one_record(several: Several) -> None:
    token, made = token_for(several.at, "town", number=1), []
    with Through(several.served) as through, ThreadPoolExecutor(WORKERS) as pool:
        for n in range(10):
            given = good("registerChild", several.at) | {"idempotencyKey": f"at-all-workers-{n}"}
            given.pop("identityNumber")
            sent = [pool.submit(ask, client, token, REGISTER, {"i": given}) for client in through.to.values()]
            ids = {s.result()["data"]["registerChild"]["child"]["id"] for s in sent}
            assert len(ids) == 1
            made += ids
    assert len(set(made)) == 10
    keys = sa.select(sa.func.count()).select_from(IDEMPOTENCY).where(IDEMPOTENCY.c.key.like("at-all-workers-%"))
    assert read(several.url, keys) == [(10,)]


def test_ids_of_events_differ_from_worker_to_worker() -> None:
    one, other = EventIds(), EventIds()
    one.belong_to(4_095)
    other.belong_to(4_096)
    ids = [of() for _ in range(500) for of in (one, other)]
    assert len(set(ids)) == len(ids)
    assert {i >> 10 & 0xFFF for i in ids} == {4_095, 0}


@pytest.mark.parametrize(("limit", "processes", "taken"), [(None, 4, 49), (10, 4, 2), (3, 4, 1), (None, 1, 60)])
async def test_connections_of_all_workers_fit_what_the_server_allows(
    postgres_server: PostgresServer, postgres_url: str, limit: int | None, processes: int, taken: int
) -> None:
    """The server allows 200 at most, of which it keeps 3 for its superusers."""
    if limit is not None:
        postgres_server.execute(f'ALTER DATABASE "{postgres_url.rsplit("/", 1)[1]}" CONNECTION LIMIT {limit}')
    database = PostgresDatabase(postgres_url, 60, 5_000, processes)
    assert await database.ready()
    assert database._pool.get_max_size() == taken
    await database.close()
