"""Closed means closed: no answer that was asked for after a close was acknowledged shows a row of the closed door."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.durability.closing import CHILD, DOORS, Door, Parties, Readers, ask
from tests.durability.served import ServedProcess, load
from tests.mutations.world import ground
from tests.oracle.fixtures import Report, how_many

MOVES = (
    ("acceptReferral", "town"), ("rejectReferral", "town"), ("revokeReferral", "civil_affairs"), ("acceptReferral", "town"),
)  # fmt: skip
"""What may be done with an offered referral, and by whom: all at once."""
AT_ONCE = 8
"""Referrals a round that are moved so."""
LOST = {"MOVE_NOT_ALLOWED", "VERSION_CONFLICT"}


def _shut_while_read(parties: Parties, door: Door) -> Counter[str]:
    """Readings by what they are: seen or not, before or after the close was acknowledged."""
    case = door.opened(parties)
    with Readers(parties, door.reader, 3) as readers, parties.client(door.by) as by:
        _wait_for(readers, 6)
        assert parties.step(by, door.shut, case, **door.given) == []
        acknowledged = time.monotonic()
        before = len(readers.readings)
        _wait_for(readers, before + 12)
    assert readers.faults == []
    counts: Counter[str] = Counter()
    for reading in readers.readings:
        when = "after" if reading.asked > acknowledged else "before"
        counts[f"{'seen' if reading.seen else 'not seen'} {when}"] += 1
    return counts


def _wait_for(readers: Readers, count: int) -> None:
    end = time.monotonic() + 60
    while len(readers.readings) < count and not readers.faults:
        assert time.monotonic() < end, "the readers hardly get an answer"
        time.sleep(0.002)


def _at_once(parties: Parties) -> list[str]:
    """Several moves of one offered referral, each by one who has seen it as it was. What became of each."""
    with parties.client("civil_affairs") as lead:
        offered = parties.write(
            lead, "offerReferral", childId=parties.at.id(CHILD), purpose="guardianship_guidance",
            toOrganisationId=parties.at.id("town"),
        )["record"]["id"]  # fmt: skip
    clients = [parties.client(by) for _, by in MOVES]
    seen = [parties.version(client, "Referral", offered) for client in clients]

    def move(n: int) -> str:
        done = parties.write(clients[n], MOVES[n][0], id=offered, expectedVersion=seen[n])
        return next((str(p["code"]) for p in done["problems"]), MOVES[n][0])

    with ThreadPoolExecutor(len(MOVES)) as pool:
        outcomes = list(pool.map(move, range(len(MOVES))))
    for client in clients:
        client.close()
    return outcomes


async def test_closed_means_closed_and_of_moves_at_once_one_passes(
    url: str, tmp_path: Path, request: pytest.FixtureRequest, report: Report
) -> None:
    """Two workers, connections of either, each door shut while its reader reads."""
    rounds = how_many(request.config, sample=1, soak=40)
    at = ground()
    await load(url, at.world)
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    with ServedProcess(url, tmp_path, 2) as served:
        parties = Parties(served, at)
        for _ in range(rounds):
            for door in DOORS:
                found = _shut_while_read(parties, door)
                assert found["seen before"] > 0, door.shut
                assert found["not seen after"] > 0, door.shut
                counts += found
            for _ in range(AT_ONCE):
                became = _at_once(parties)
                passed = [o for o in became if o not in LOST]
                assert len(passed) == 1, became
                assert passed[0] in dict(MOVES), became
                outcomes += Counter(became)
                _end(parties)
    report(f"{dict(counts)}; at once: {dict(outcomes)}")
    assert counts["seen after"] == 0


def _end(parties: Parties) -> None:
    """Shuts what a passed acceptance has opened, so that the next round begins with a shut door."""
    with parties.client("civil_affairs") as lead:
        open_ = "{ referrals(first: 50, filter: { status: { eq: ACCEPTED } }) { nodes { id } } }"
        for found in ask(lead, open_)["data"]["referrals"]["nodes"]:
            parties.step(lead, "revokeReferral", found["id"])
