"""Random subjects, worlds, doors and operations: both databases answer as the oracle does."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.oracle.compare import check, draw
from tests.oracle.fixtures import APART, PARTS, first_seed, how_many
from tests.oracle.policy import Eyes
from tests.oracle.pools import NOW
from tests.oracle.service import tally
from tests.oracle.vary import varied
from tests.oracle.worlds import make_world, random_caller

CALLERS_OF_A_WORLD = 4
DOCUMENTS_OF_A_CALLER = 5
VARIANTS = 3
"""How often a document is asked: once as drawn, then with other variables."""


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
async def test_both_databases_answer_as_the_oracle(stages, policy, report, request, part):
    wanted = how_many(request.config, sample=2_000 // PARTS, soak=100_000 // PARTS)
    counts: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    asked = worlds = 0
    while asked < wanted:
        seed = part * APART + first_seed() + worlds
        rng = Random(seed)
        world = make_world(rng, scale=rng.choice((0.3, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 6.0)))
        for stage in stages:
            await stage.load(world)
        for _ in range(CALLERS_OF_A_WORLD):
            eyes = Eyes(policy, world, random_caller(world, rng), NOW)
            subjects[eyes.caller.subject] += 1
            for _ in range(DOCUMENTS_OF_A_CALLER):
                operation = draw(rng, eyes)
                for n in range(VARIANTS if operation.variables else 1):
                    asked += 1
                    await check(eyes, stages, varied(operation, rng) if n else operation, counts, f"seed {seed}")
        worlds += 1
    report(
        f"{asked} operations on each of {len(stages)} databases over {worlds} worlds: {tally(counts)}; "
        f"callers: {tally(subjects)}"
    )
    assert counts["data"] > counts.total() // 2, "most answers must hold data, or the test tests little"
