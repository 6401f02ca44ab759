"""Taking away a grant or adding a deny never adds to the projection, in the oracle's reading nor in the answers."""

from __future__ import annotations

from random import Random

import pytest

from authz.problems import PolicyError
from resolvers.pipeline import Pipeline
from tests.oracle.executor import schema_of
from tests.oracle.fixtures import how_many
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.projection import added as added_to_projection
from tests.oracle.projection import projection
from tests.oracle.service import POLICIES, WIDE, policies_of
from tests.oracle.worlds import Cast, make_caller, make_world
from tests.properties.edits import edited, random_subject
from tests.properties.facts import added, facts_of

WORLDS_OF_AN_EDIT = 3


def _callers(world, subject):
    found = [c for c in (make_caller(world, p, None) for p in world.persons) if c.subject == subject]
    return found[:2]


@pytest.mark.soak
def test_the_projection_never_grows(tmp_path, policy, report, request):
    edits = how_many(request.config, sample=11, soak=3_000)
    compared = 0
    for seed in range(edits):
        rng = Random(seed)
        subject = random_subject(rng)
        folder = tmp_path / str(seed)
        said = edited(POLICIES, folder, rng, subject)
        less = Policy.read(folder)
        for n in range(WORLDS_OF_AN_EDIT):
            world = make_world(chance := Random(seed * 10 + n), cast=Cast.draw(chance, subject))
            for caller in _callers(world, subject):
                grown = added_to_projection(
                    projection(Eyes(policy, world, caller, NOW)), projection(Eyes(less, world, caller, NOW))
                )
                assert not grown, f"seed {seed}, {subject}, {said}: {grown[:5]}"
                compared += 1
    report(f"{edits} edits, {compared} pairs of projections")


@pytest.mark.soak
async def test_the_answers_never_grow(tmp_path, stages, policy, report, request):
    edits = how_many(request.config, sample=4, soak=500)
    compared = facts = refused = seed = 0
    while compared < edits:
        seed += 1
        rng = Random(seed)
        subject = random_subject(rng)
        folder = tmp_path / str(seed)
        said = edited(POLICIES, folder, rng, subject)
        try:
            less = policies_of(folder, whole=False)
        except PolicyError:
            # The strict loader refuses a line that repeats or shadows another, or a rule left without a grant.
            refused += 1
            continue
        world = make_world(rng, cast=Cast.draw(rng, subject))
        caller = _callers(world, subject)[0]
        before_schema = schema_of(Eyes(policy, world, caller, NOW).surface)
        after_schema = schema_of(Eyes(Policy.read(folder), world, caller, NOW).surface)
        for stage in stages:
            await stage.load(world)
            before = await facts_of(stage, before_schema, caller)
            whole, stage.service = stage.service, Pipeline(stage.database, less, stage.clock, WIDE, b"secret")
            after = await facts_of(stage, after_schema, caller)
            stage.service = whole
            grown = added(before, after)
            assert not grown, f"seed {seed}, {subject}, {said}, {stage.url.split(':')[0]}: {grown[:5]}"
            facts += len(after)
        compared += 1
    report(f"{compared} edits ({refused} more refused by the loader), {facts} facts on {len(stages)} databases")
    assert refused < 3 * compared
