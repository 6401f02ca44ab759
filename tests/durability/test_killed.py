"""kill -9 in the middle of many requests: what was acknowledged is written, and what was delivered is in the log."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.settings import Settings
from db.tables.service import IDEMPOTENCY
from server.databases import open_database
from tests.durability.flood import check, flood, ids, requests_of, rows
from tests.durability.served import ServedProcess, load
from tests.mutations.world import ground
from tests.oracle.fixtures import Report, how_many


@pytest.mark.soak
@pytest.mark.parametrize(("at_once", "killed_after"), [(1.0, 0.3), (0.1, 0.6)], ids=["all at once", "a tenth at once"])
async def test_what_was_acknowledged_and_delivered_is_in_the_database_after_a_kill(
    url: str, tmp_path: Path, request: pytest.FixtureRequest, report: Report, at_once: float, killed_after: float
) -> None:
    count = how_many(request.config, sample=300, soak=2_000)
    at = ground()
    await load(url, at.world)
    requests = requests_of(at, count)
    with ServedProcess(url, tmp_path) as served:
        await flood(served, requests, int(count * at_once), {int(count * killed_after): served.kill})
    delivered, acknowledged_now = sum(r.delivered for r in requests), sum(r.record is not None for r in requests)
    assert 0 < delivered < count, "it was not killed in the middle"
    report(f"killed among {count} requests: {delivered} answers delivered, {acknowledged_now} writes acknowledged")
    database = open_database(Settings(database_url=url))
    before = len(await ids(database, "Child")) + len(await ids(database, "Report"))
    await check(database, requests)
    written = {k for (k,) in await rows(database, sa.select(IDEMPOTENCY.c.key))}

    # Started again, what was not acknowledged is sent again: each key has its one record in the end.
    again = [r for r in requests if r.key is not None]
    acknowledged = {r.key: r.record for r in again if r.record is not None}
    with ServedProcess(url, tmp_path) as served:
        await flood(served, again, 50, {})
        for _ in range(3):  # at its start it may be told to wait, where the machine is busy
            await flood(served, [r for r in again if r.record is None], 8, {})
    assert all(r.record for r in again)
    assert {r.key: r.record for r in again if r.key in acknowledged} == acknowledged
    after = len(await ids(database, "Child")) + len(await ids(database, "Report"))
    assert after - before == len(again) - len(written)
    await check(database, requests)
    await database.close()


@pytest.mark.soak
async def test_of_several_workers_one_is_killed_and_the_others_go_on(
    url: str, tmp_path: Path, request: pytest.FixtureRequest, report: Report
) -> None:
    """Twice, in the middle: what was delivered is in the log, and nobody whom the others served was refused."""
    count = how_many(request.config, sample=300, soak=3_000)
    at = ground()
    await load(url, at.world)
    requests = requests_of(at, count)
    # Few connections each: every new one plans every statement anew, and there may be but two processors.
    with ServedProcess(url, tmp_path, workers=3, log_level="info", database_connections="3") as served:

        def kill_one() -> None:
            os.kill(served.children()[0], signal.SIGKILL)

        await flood(served, requests, 16, {count // 4: kill_one, count // 2: kill_one})
        served.wait_for("worker_died", 2, exit_code=-signal.SIGKILL)
        cut_off = [r for r in requests if not r.delivered]
        assert len(cut_off) < count // 4, "the other workers did not go on"
        for _ in range(3):
            await flood(served, [r for r in cut_off if not r.delivered], 8, {})
        assert all(r.delivered for r in requests)
        assert served.lines("disclosures_not_written") == []
    report(f"two workers killed among {count} requests: {len(cut_off)} cut off, and answered when sent again")
    database = open_database(Settings(database_url=url))
    await check(database, requests)
    await database.close()
