"""How often the database is asked about a caller, and what happens when it does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from core.clock import SystemClock
from core.errors import TonghuError
from db.callers import CHUNK, CallerRow, CallerStore
from resolvers import caller as module
from resolvers.caller import CallerResolver, Claims


class Signed:
    """Takes `person:number` for a valid token; counts."""

    def __init__(self) -> None:
        self.verified = 0

    async def verify(self, token: str) -> Claims:
        self.verified += 1
        return Claims(token.split(":", maxsplit=1)[0], "org_1", "reader", None, token, 4_102_444_800.0, "k", self)

    def still_signed(self, claims: Claims) -> bool:
        return claims.key is self


class Counting:
    """A store that counts, and waits or fails when told to."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.fails = False

    async def persons(self, public_ids: Sequence[str]) -> dict[str, CallerRow]:
        self.asked.append(list(public_ids))
        await self.answers.wait()
        if self.fails:
            raise OSError("away")
        return {
            p: CallerRow(n, p, "reader", None, 1, "org_1", "一", "SCHOOL", "education", 500112, None, None, None)
            for n, p in enumerate(public_ids)
        }

    async def revoked(self, token_ids: Sequence[str]) -> frozenset[str]:
        return frozenset()


@pytest.fixture
def store() -> Counting:
    return Counting()


@pytest.fixture
def signed() -> Signed:
    return Signed()


@pytest.fixture
async def resolver(
    store: Counting, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[CallerResolver]:
    monkeypatch.setattr(module, "FRESH_SECONDS", 0.4)
    monkeypatch.setattr(module, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(module, "_READ_SECONDS", 0.2)
    made = CallerResolver(signed, store, SystemClock(), capacity=50)
    made.start()
    yield made
    await made.close()


async def test_requests_of_one_token_at_once_share_one_look(resolver: CallerResolver, store: Counting) -> None:
    store.answers.clear()
    waiting = [asyncio.create_task(resolver.resolve("a:1")) for _ in range(20)]
    await asyncio.sleep(0.05)
    store.answers.set()
    await asyncio.gather(*waiting)
    assert len(store.asked) <= 2


async def test_a_warm_token_is_verified_once_and_asked_about_in_the_background(
    resolver: CallerResolver, store: Counting, signed: Signed
) -> None:
    for _ in range(60):
        await resolver.resolve("a:1")
        await asyncio.sleep(0.02)
    assert signed.verified == 1
    assert 5 <= len(store.asked) <= 16  # once a tenth of a second, not once a request


async def test_an_idle_service_asks_nothing(resolver: CallerResolver, store: Counting) -> None:
    await resolver.resolve("a:1")
    await asyncio.sleep(0.5)
    assert len(store.asked) <= 2


async def test_many_callers_are_asked_about_at_once(resolver: CallerResolver, store: Counting) -> None:
    await asyncio.gather(*(resolver.resolve(f"p{n}:1") for n in range(40)))
    store.asked.clear()
    for n in range(40):
        await resolver.resolve(f"p{n}:1")
    await asyncio.sleep(0.15)
    assert max(map(len, store.asked)) == 40


async def test_a_database_that_fails_or_hangs_gives_nobody_access(resolver: CallerResolver, store: Counting) -> None:
    await resolver.resolve("a:1")
    store.fails = True
    await asyncio.sleep(0.45)
    with pytest.raises(TonghuError, match="CALLERS_UNAVAILABLE"):
        await resolver.resolve("a:1")
    store.fails = False
    store.answers.clear()
    with pytest.raises(TonghuError, match="CALLERS_UNAVAILABLE"):
        await resolver.resolve("a:1")
    store.answers.set()
    assert (await resolver.resolve("a:1")).subject == "school"


async def test_no_more_tokens_are_remembered_than_allowed(
    resolver: CallerResolver, store: Counting, signed: Signed
) -> None:
    for n in range(200):
        await resolver.resolve(f"p:{n}")
    assert len(resolver._known) == 50
    await resolver.resolve("p:0")
    assert signed.verified == 201


async def test_many_names_are_asked_for_in_runs_of_one_size() -> None:
    runs: list[list[str]] = []

    class Database:
        async def fetch(self, statement: object, values: dict[str, str]) -> list[tuple[str]]:
            runs.append(list(values.values()))
            return []

    names = [f"n{i}" for i in range(CHUNK * 2 + 5)]
    await CallerStore(Database()).revoked(names)
    assert [len(run) for run in runs] == [CHUNK] * 3
    assert set().union(*runs) == set(names)
