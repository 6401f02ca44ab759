"""The timeline of a child: both databases put the records of all kinds in one order, as the oracle does."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

import pytest

from schema.entities import CATALOG
from tests.oracle.compare import check_all
from tests.oracle.executor import answer, schema_of
from tests.oracle.fixtures import how_many
from tests.oracle.operations import Operation, random_operation
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.service import Stage, tally
from tests.oracle.worlds import Cast, make_world, random_caller


@pytest.mark.soak
async def test_timelines_are_those_of_the_oracle(
    stages: list[Stage], policy: Policy, report: Any, request: pytest.FixtureRequest
) -> None:
    wanted, asked, seed = how_many(request.config, sample=250, soak=5_000), 0, 0
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


async def test_a_page_follows_the_other_until_the_end(stages: list[Stage], policy: Policy) -> None:
    """Pages of two put together are the whole, for every child that a town sees, whatever days and kinds fall together."""
    rng = Random(7)
    world = make_world(rng, 6.0, Cast.draw(rng))
    callers = [random_caller(world, rng) for _ in range(60)]
    eyes = next(Eyes(policy, world, c, NOW) for c in callers if c.subject == "town")
    kinds = list(schema_of(eyes.surface).type_map["CaseRecordKind"].values)[:9]  # type: ignore[attr-defined] # an enum
    ask = f"timeline(childId: $id, kinds: [{', '.join(kinds)}], first: $first, after: $after) {{ __typename id }}"
    text = f"query ($id: ID!, $first: Int, $after: ID) {{ {ask} }}"
    for stage in stages:
        await stage.load(world)
        longest = 0
        for child in eyes.rows(CATALOG["Child"])[:20]:
            whole = answer(eyes, text, {"id": child.public_id, "first": 100}).data["timeline"]
            got: list[Any] = []
            for _ in range(0, len(whole) + 1, 2):
                given = {"id": child.public_id, "first": 2, "after": got[-1]["id"] if got else None}
                got += json.loads((await stage.ask(Operation(text, given), eyes.caller)).body)["data"]["timeline"]
            assert got == whole
            longest = max(longest, len(got))
        assert longest > 4
