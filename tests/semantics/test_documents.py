"""Documents made to break an engine that passes graphql-core's executor by: the answers are the executor's."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from schema.entities import CATALOG
from tests.oracle.compare import check
from tests.oracle.executor import answer
from tests.oracle.fixtures import how_many
from tests.oracle.operations import Operation
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.service import tally
from tests.oracle.world import World
from tests.oracle.worlds import make_caller, make_world
from tests.semantics.documents import CASES

GONE = "chd_" + "0" * 32


def _filled(document: str, eyes: Eyes) -> str:
    rows = [r for r in eyes.world.rows["Child"] if eyes.sees(r)]
    return document.replace("CHILD", rows[0].public_id if rows else GONE).replace("GONE", GONE)


def busiest(policy: Policy, world: World, subject: str) -> Eyes:
    """The caller of the subject who sees the most children."""
    callers = (make_caller(world, p, None) for p in world.persons if p["role"] == "officer")
    seen = [Eyes(policy, world, c, NOW) for c in callers if c.subject == subject]
    return max(seen, key=lambda eyes: len(eyes.rows(CATALOG["Child"])))


@pytest.mark.soak
async def test_the_answers_are_those_of_the_executor(stages, policy, report, request):
    counts: Counter[str] = Counter()
    worlds = how_many(request.config, sample=2, soak=24)
    for seed in range(worlds):
        world = make_world(Random(seed), scale=1.5)
        for stage in stages:
            await stage.load(world)
        for case in CASES:
            eyes = busiest(policy, world, case.subject)
            operation = Operation(_filled(case.document, eyes), case.variables, case.operation_name)
            await check(eyes, stages, operation, counts, case.name)
    assert set(counts) == {"data", "empty"}, counts
    report(f"{len(CASES)} documents over {worlds} worlds on each of {len(stages)} databases: {tally(counts)}")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_the_documents_are_valid_in_their_view(policy, case):
    eyes = busiest(policy, make_world(Random(1)), case.subject)
    expected = answer(eyes, _filled(case.document, eyes), case.variables, case.operation_name)
    assert expected.data is not None, expected.codes
