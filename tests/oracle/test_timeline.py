"""The timeline of a child: both databases put the records of all kinds in one order, as the oracle does."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from graphql import GraphQLEnumType

from schema.entities import CATALOG
from tests.oracle.compare import check_all
from tests.oracle.executor import answer, schema_of
from tests.oracle.fixtures import how_many
from tests.oracle.operations import Operation, random_operation
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.service import Stage, tally
from tests.oracle.world import World
from tests.oracle.worlds import Cast, make_world, random_caller


@pytest.mark.soak
async def test_timelines_are_those_of_the_oracle(
    stages: list[Stage], policy: Policy, report: Any, request: pytest.FixtureRequest
) -> None:
    wanted, asked, seed = how_many(request.config, sample=90, soak=5_000), 0, 0
    counts: Counter[str] = Counter()
    while asked < wanted:
        seed += 1
        rng = Random(seed)
        world = make_world(rng, rng.choice((1.0, 2.0, 6.0)), Cast.draw(rng))
        for stage in stages:
            await stage.load(world)
        asking = [Eyes(policy, world, random_caller(world, rng), NOW) for _ in range(8)]
        found = [e for e in asking if "timeline" in schema_of(e.surface).query_type.fields]  # type: ignore[union-attr]
        cases = [(e, random_operation(rng, schema_of(e.surface), e, root="timeline")) for e in found for _ in range(6)]
        await check_all(cases, stages, counts, f"seed {seed}")
        asked += len(cases)
    report(f"{asked} timelines: {tally(counts)}")
    assert counts["data"] > asked // 4, "a quarter of the timelines must hold a record, or the test tests little"


PAGED = "query ($id: ID!, $first: Int, $after: ID) {{ timeline(childId: $id, kinds: [{}], first: $first, after: $after) {{ id }} }}"


def whole_timelines(policy: Policy, world: World, rng: Random) -> list[tuple[int, Eyes, str, str, list[Any]]]:
    """The longest timelines of the world: (length, whose eyes, document, child's id, the whole)."""
    out = []
    for _ in range(40):
        eyes = Eyes(policy, world, random_caller(world, rng), NOW)
        kinds = schema_of(eyes.surface).type_map.get("CaseRecordKind")
        if isinstance(kinds, GraphQLEnumType):
            text = PAGED.format(", ".join(rng.sample(list(kinds.values), min(len(kinds.values), 12))))
            for child in eyes.rows(CATALOG["Child"])[:6]:
                whole = answer(eyes, text, {"id": child.public_id, "first": 100}).data["timeline"]
                out.append((len(whole), eyes, text, child.public_id, whole))
    return sorted(out, key=lambda found: -found[0])[:12]


async def test_a_page_follows_the_other_until_the_end(stages: list[Stage], policy: Policy) -> None:
    """Pages of one put together are the whole, whatever days and kinds fall together."""
    rng = Random(7)
    world = make_world(rng, 6.0, Cast.draw(rng))
    longest = whole_timelines(policy, world, rng)
    assert longest[0][0] > 3
    for stage in stages:
        await stage.load(world)
        for length, eyes, text, child, whole in longest:
            got: list[Any] = []
            for _ in range(length):
                given = {"id": child, "first": 1, "after": got[-1]["id"] if got else None}
                got += json.loads((await stage.ask(Operation(text, given), eyes.caller)).body)["data"]["timeline"]
            assert got == whole
