"""A sample of the guards taken out one by one; all of them under `-m soak`."""

from __future__ import annotations

import pytest

from tests.guards.guards import GUARDS
from tests.guards.taking_out import PROJECT, misplaced, take_out

SAMPLE = ("a filter sees what the caller sees", "a cursor that stands nowhere is refused", "a new row is held against its rule")


def test_every_guard_stands_where_it_is_said_to() -> None:
    assert not {g.name: fault for g in GUARDS if (fault := misplaced(g, PROJECT))}
    assert len({g.name for g in GUARDS}) == len(GUARDS)


@pytest.mark.soak
def test_a_test_notices_each_guard_that_is_taken_out(request: pytest.FixtureRequest) -> None:
    everything = "soak" in str(request.config.getoption("-m"))
    taken = [g for g in GUARDS if everything or g.name in SAMPLE]
    assert len(taken) >= len(SAMPLE)
    # The sample's tests run in the same run as this one, which tells whether they pass.
    unnoticed = [(n.guard.name, n.fault) for n in take_out(taken, good=not everything) if n.by is None]
    assert not unnoticed
