"""Requests that are cancelled at any moment: nothing is half-written, and no transaction stays open behind them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import Random

import pytest
from sqlalchemy import select

from db.tables.service import IDEMPOTENCY
from tests.mutations.conftest import place, world_stage
from tests.mutations.place import Place, added, problems, wrote

__all__ = ["place", "world_stage"]

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("work", ["mutations", "queries"])
async def test_a_cancelled_request_leaves_nothing_behind(place: Place, work: str) -> None:
    town, rng, before = place.ground.caller("town"), Random(4), await place.tables()

    async def ask(n: int) -> None:
        if work == "mutations":
            await place.write("registerChild", town, idempotencyKey=f"cancelled-{n}", identityNumber=None, name=f"第{n}人")
        else:
            await place.run("{ children { nodes { name } } }", town)

    async def cancelled(n: int) -> None:
        task = asyncio.create_task(ask(n))
        await asyncio.sleep(rng.random() * 0.02)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    for start in range(0, 240, 12):
        await asyncio.gather(*(cancelled(n) for n in range(start, start + 12)))
    grown = added(before, await place.tables())
    assert set(grown) in (set(), set(wrote(child=1)))
    assert len(set(grown.values())) <= 1
    keys = await place.rows(select(IDEMPOTENCY.c.row_id))
    assert all(row_id for (row_id,) in keys)
    assert problems(await place.write("registerChild", town, identityNumber=None)) == []
    assert (await place.run("{ children { totalCount } }", town))["data"]["children"]["totalCount"] >= 4
