"""Databases that differ only outside the caller's visible projection give byte-equal answers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pytest

from resolvers.request import Answer
from tests.oracle.compare import described, draw
from tests.oracle.disturb import disturbed
from tests.oracle.fixtures import APART, PARTS, first_seed, how_many
from tests.oracle.operations import Operation
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.projection import projection
from tests.oracle.samples import Samples
from tests.oracle.service import Stage, tally
from tests.oracle.vary import Asked, cases_of, forms_of
from tests.oracle.worlds import Cast, colleagues, make_world, random_caller

PAIRS = 2
"""Pairs of worlds to which the same documents are put: a new statement costs far more than running it."""
DOCUMENTS = 16
FORMS = 2
"""What a document is asked with: the variables as drawn, then other ones, absent, null, longer, shorter."""
OF_A_FORM = 8
"""How often a pair is asked a form at most: as it is, then with fresh values of either world."""


@dataclass
class Pair:
    """Two worlds that are alike to one caller, by how many changes they differ, and what the caller asks of both."""

    first: Eyes
    second: Eyes
    changes: int
    operations: list[Operation]


def _pairs(policy: Policy, rng: Random) -> list[Pair]:
    cast = Cast.draw(rng)
    worlds = [make_world(rng, rng.choice((0.5, 1.0)), cast) for _ in range(PAIRS)]
    caller = random_caller(worlds[0], rng)
    # All callers share a view, and with it the documents that are valid in it.
    callers = [caller, *(colleagues(w, caller, rng, 1)[0] for w in worlds[1:])]
    eyes = [Eyes(policy, w, c, NOW) for w, c in zip(worlds, callers, strict=True)]
    twins = [disturbed(e, rng, tries=60) for e in eyes]
    out = [Pair(e, Eyes(policy, w, e.caller, NOW), n, []) for e, (w, n) in zip(eyes, twins, strict=True)]
    # Values of either world of a pair: ids and operands that only one of them has are among them.
    samples = [[Samples(p.first, rng), Samples(p.second, rng)] for p in out]
    drawn = [draw(rng, rng.choice(rng.choice(samples)).eyes) for _ in range(DOCUMENTS)]
    forms = [form for operation in drawn for form in forms_of(operation, rng, FORMS)]
    for pair, both in zip(out, samples, strict=True):
        assert projection(pair.second) == projection(pair.first)
        pair.operations = [o for _, o in cases_of(forms, both, OF_A_FORM, Asked())]
    return out


async def _answers(stages: Sequence[Stage], pair: Pair) -> list[tuple[list[Answer], list[Answer]]]:
    """The answers of each stage over the first world and over the second."""
    asked = [(o, pair.first.caller) for o in pair.operations]

    async def both(stage: Stage) -> tuple[list[Answer], list[Answer]]:
        await stage.load(pair.first.world)
        before = await stage.ask_each(asked)
        await stage.load(pair.second.world)
        return before, await stage.ask_each(asked)

    return await asyncio.gather(*(both(stage) for stage in stages))


def _hold(pair: Pair, stage: Stage, answers: tuple[list[Answer], list[Answer]], where: str) -> None:
    for operation, first, second in zip(pair.operations, *answers, strict=True):
        assert second.body == first.body and first.code != "INTERNAL", (
            f"{where}, {described(pair.first.caller)} over {stage.url.split(':')[0]}\n"
            f"{operation.document}\n{operation.variables}\n{first.body!r}\n{second.body!r}"
        )


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
async def test_equal_projections_give_byte_equal_answers(stages, policy, report, request, part):
    wanted = how_many(request.config, sample=1_600 // PARTS, soak=100_000 // PARTS)
    counts: Counter[str] = Counter()
    asked = seed = changes = documents = 0
    while asked < wanted:
        pairs = _pairs(policy, Random(1_000_000 + part * APART + first_seed() + seed))
        for n, pair in enumerate(pairs):
            for stage, answers in zip(stages, await _answers(stages, pair), strict=True):
                _hold(pair, stage, answers, f"part {part}, seed {seed}, pair {n}")
                counts.update(a.code or "data" for a in answers[0])
            asked += len(pair.operations)
            changes += pair.changes
        documents += len({o.document for p in pairs for o in p.operations})
        seed += 1
    report(
        f"{asked} operations of {documents} documents on each of {len(stages)} databases over {seed * PAIRS} pairs of "
        f"worlds, {changes} changes outside the projection: {tally(counts)}"
    )
    assert changes >= seed * PAIRS, "worlds that hardly differ test little"
