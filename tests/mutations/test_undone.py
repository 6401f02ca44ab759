"""What the database undoes because of others is done anew, and nobody is told: PostgreSQL alone, for SQLite has one writer."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import TonghuError
from db.database import Transaction, Undone, settled
from db.tables import TABLES
from schema.entities import CATALOG
from tests.mutations.place import Place, problems
from tests.mutations.world import TOWN, VILLAGE

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHILD, REPORT = TABLES["Child"], TABLES["Report"]
_WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")


def _alone(table: Any, key: int) -> Any:
    return sa.select(table.c.id).where(table.c.id == key).with_for_update()


async def _somebody_waits(transaction: Transaction) -> None:
    for _ in range(500):
        if (await transaction.fetch(_WAITING))[0][0]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits for the transaction")


async def test_of_two_that_wait_for_each_other_the_mutation_is_done_anew(place: Place) -> None:
    """The other has the child and wants the report; the receipt has the report and wants the child, for what is due then."""
    if place.stage.database.dialect == "sqlite":
        return
    police, report = place.ground.caller("police"), place.ground.rows["report"]
    seen = await place.run(f'{{ report(id: "{report["public_id"]}") {{ version }} }}', police)
    given = {"idempotencyKey": uuid.uuid4().hex, "id": report["public_id"], "expectedVersion": seen["data"]["report"]["version"]}
    document = "mutation($i: ReceiveReportInput!) { done: receiveReport(input: $i) { report { status } problems { code } } }"
    receipt = None
    # PostgreSQL undoes whichever it looks at first once both wait. On a busy machine that may be the other: the mutation passes.
    with suppress(Undone):
        async with place.stage.database.transaction() as other:
            await other.fetch(_alone(CHILD, place.ground.rows["child"]["id"]))
            receipt = asyncio.create_task(place.run(document, police, {"i": given}))
            await _somebody_waits(other)
            await other.fetch(_alone(REPORT, report["id"]))
    assert receipt is not None
    assert await receipt == {"data": {"done": {"report": {"status": "RECEIVED"}, "problems": []}}}
    again = await place.run(document, police, {"i": given})
    assert problems(again) == []


async def test_what_refers_to_a_row_that_has_gone_is_done_anew(place: Place) -> None:
    if place.stage.database.dialect == "sqlite":
        return
    rows = [
        place.ground.maker.row(
            CATALOG["Referral"], child_id=child, from_organisation_id=place.ground.rows["police"]["id"],
            to_organisation_id=place.ground.rows["town"]["id"], **place.ground.where(TOWN, VILLAGE),
        )
        for child in (0, place.ground.rows["child"]["id"])
    ]  # fmt: skip
    tried = iter(rows)

    async def offer() -> None:
        async with place.stage.database.transaction() as transaction:
            await transaction.fetch(sa.insert(TABLES["Referral"]).values(next(tried)))

    await settled(offer)
    key = TABLES["Referral"].c.id
    assert await place.rows(sa.select(key).where(key == rows[1]["id"])) == [(rows[1]["id"],)]


async def test_a_transaction_that_is_undone_again_and_again_is_an_error() -> None:
    tried = 0

    async def wait_for_each_other() -> None:
        nonlocal tried
        tried += 1
        raise Undone("DATABASE_TIMEOUT", limit=5_000)

    with pytest.raises(TonghuError, match="DATABASE_TIMEOUT"):
        await settled(wait_for_each_other)
    assert tried == 5
