"""The same equality, drawn by hypothesis, which makes a failing document small by itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.oracle.compare import fault_of
from tests.oracle.executor import schema_of
from tests.oracle.fixtures import how_many
from tests.oracle.operations import operations
from tests.oracle.policy import Eyes
from tests.oracle.pools import NOW
from tests.oracle.service import Stage, tally
from tests.oracle.worlds import make_world, random_caller


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.mark.soak
def test_answers_are_the_oracles(tmp_path: Path, runner, policy, policies, report, request):
    stage = Stage(f"sqlite:///{tmp_path}/w.db", policies)
    counts: Counter[str] = Counter()

    @settings(
        max_examples=how_many(request.config, sample=45, soak=5_000), deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip
    @given(st.integers(0, 2**16), st.data())
    def holds(seed, data) -> None:
        rng = Random(seed)
        world = make_world(rng, scale=0.3)
        eyes = Eyes(policy, world, random_caller(world, rng), NOW)
        operation = data.draw(operations(schema_of(eyes.surface), eyes))
        runner.run(stage.load(world))
        event(eyes.caller.subject)
        assert runner.run(fault_of(eyes, stage, operation, counts)) is None

    holds()
    runner.run(stage.close())
    report(f"{counts.total()} examples: {tally(counts)}")
