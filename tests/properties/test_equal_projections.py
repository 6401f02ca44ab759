"""Databases that differ only outside the caller's visible projection give byte-equal answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from tests.oracle.compare import described, draw
from tests.oracle.disturb import disturbed
from tests.oracle.fixtures import APART, PARTS, first_seed, how_many
from tests.oracle.operations import Operation
from tests.oracle.policy import Eyes
from tests.oracle.pools import NOW
from tests.oracle.projection import projection
from tests.oracle.service import tally
from tests.oracle.vary import varied
from tests.oracle.worlds import make_world, random_caller

DOCUMENTS_OF_A_PAIR = 14
VARIANTS = 3
"""How often a document is asked: once as drawn, then with other variables."""


def drawn(rng: Random, first: Eyes, second: Eyes) -> Iterator[Operation]:
    """A document with values of either world: ids and operands that only one of them has are among them."""
    operation = draw(rng, first if rng.random() < 0.5 else second)
    yield operation
    for _ in range(VARIANTS - 1 if operation.variables else 0):
        yield varied(operation, rng)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
async def test_equal_projections_give_byte_equal_answers(stages, policy, report, request, part):
    wanted = how_many(request.config, sample=2_000 // PARTS, soak=100_000 // PARTS)
    counts: Counter[str] = Counter()
    asked = seed = changes = 0
    while asked < wanted:
        rng = Random(1_000_000 + part * APART + first_seed() + seed)
        world = make_world(rng, scale=rng.choice((0.5, 1.0)))
        eyes = Eyes(policy, world, random_caller(world, rng), NOW)
        other, changed = disturbed(eyes, rng, tries=60)
        twin = Eyes(policy, other, eyes.caller, NOW)
        assert projection(twin) == projection(eyes)
        changes += changed
        operations = [o for _ in range(DOCUMENTS_OF_A_PAIR) for o in drawn(rng, eyes, twin)]
        for stage in stages:
            await stage.load(world)
            before = [await stage.ask(o, eyes.caller) for o in operations]
            await stage.load(other)
            for operation, first in zip(operations, before, strict=True):
                second = await stage.ask(operation, eyes.caller)
                counts[first.code or "data"] += 1
                assert second.body == first.body and first.code != "INTERNAL", (
                    f"part {part}, seed {seed}, {described(eyes.caller)} over {stage.url.split(':')[0]}\n"
                    f"{operation.document}\n{operation.variables}\n{first.body!r}\n{second.body!r}"
                )
        asked += len(operations)
        seed += 1
    report(
        f"{asked} operations on each of {len(stages)} databases over {seed} pairs of worlds, "
        f"{changes} changes outside the projection: {tally(counts)}"
    )
    assert changes >= seed, "worlds that hardly differ test little"
