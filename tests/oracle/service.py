"""The service over one database of the tests, fed with worlds, asked directly and held against the oracle."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authz.build import Policies, load_policies
from authz.caller import Caller
from core.clock import FixedClock, work_date
from db.postgresql import PostgresDatabase
from db.schema_upgrade import upgrade
from db.sqlite import SqliteDatabase
from planner.limits import DocumentLimits
from resolvers.pipeline import Limits, Pipeline
from resolvers.request import Answer, GraphQLRequest
from tests.compiled import project_policies
from tests.oracle.executor import VERSION, Expected
from tests.oracle.loader import Loader
from tests.oracle.operations import Operation
from tests.oracle.pools import NOW
from tests.oracle.world import World

POLICIES = Path(__file__).parents[2] / "policies"
WIDE = Limits(
    document=DocumentLimits(bytes=1_000_000, tokens=100_000, depth=60, fields=20_000, aliases=2_000),
    nodes=20, rows=5_000_000, exact_matches=10**9, cache_entries=200, home_district=500112, filter_conditions=2_000,
    filter_relations=6,
)  # fmt: skip
"""Limits that random operations hardly reach: the oracle has none. The number of nodes is the service's own default:
more, and SQLite's parser may give up."""
_LIMITS = frozenset({"TOO_MANY_NODES"})


def policies_of(folder: Path = POLICIES, whole: bool = True) -> Policies:
    """The product's reading of a policies folder, as of the worlds' instant; `whole=False` where grants have been taken away."""
    if folder == POLICIES and whole:
        return project_policies(work_date(NOW))
    return load_policies(folder, work_date(NOW), whole=whole)


class Stage:
    """A service, its database and the world in it."""

    def __init__(self, url: str, policies: Policies) -> None:
        upgrade(url, today=work_date(NOW))
        self.url = url
        self.clock = FixedClock(NOW)
        made = SqliteDatabase if url.startswith("sqlite") else PostgresDatabase
        self.database = made(url, 2, 20_000)
        self.loader = Loader(url)
        self.service = Pipeline(self.database, policies, self.clock, WIDE, b"secret")

    async def load(self, world: World) -> None:
        await self.loader.load(world)

    async def ask(self, operation: Operation, caller: Caller) -> Answer:
        """The service's answer to an operation."""
        request = GraphQLRequest(operation.document, operation.operation_name, operation.variables, True)
        return await self.service.run(request, caller, "en")

    async def ask_each(self, asked: Sequence[tuple[Operation, Caller]]) -> list[Answer]:
        """The answers to operations, one after another."""
        return [await self.ask(operation, caller) for operation, caller in asked]

    async def close(self) -> None:
        await self.loader.close()
        await self.service.close()


@dataclass
class Compared:
    """What came of a comparison: None where the answer is as expected, else what is wrong."""

    fault: str | None
    kind: str


def same(expected: Any, actual: Any, versions: dict[str, Any]) -> bool:
    """Equal, keys in the same order; a version is any text, one for each row (`versions`: row -> its version so far)."""
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and list(expected) == list(actual)
            and all(same(v, actual[k], versions) for k, v in expected.items())
        )
    if isinstance(expected, list):
        return (
            isinstance(actual, list)
            and len(expected) == len(actual)
            and all(same(e, a, versions) for e, a in zip(expected, actual, strict=True))
        )
    if isinstance(expected, str) and expected.startswith(VERSION):
        return isinstance(actual, str) and len(actual) > 8 and versions.setdefault(expected, actual) == actual
    return type(expected) is type(actual) and bool(expected == actual)


def compare_answers(expected: Expected, answer: Answer) -> Compared:
    """Data equal after parsing, in the same order of keys; errors by code."""
    try:
        body = json.loads(answer.body)
    except ValueError:
        return Compared(f"answered no JSON: {answer.body!r}", "fault")
    if answer.code is not None:
        if answer.code in expected.codes | expected.maybe | _LIMITS and "data" not in body:
            return Compared(None, answer.code)
        wanted = sorted(expected.codes) or json.dumps(expected.data, ensure_ascii=False)
        return Compared(f"answered {body['errors'][:2]}, expected {wanted}", "fault")
    actual = json.dumps(body.get("data"), ensure_ascii=False)
    wanted_text = json.dumps(expected.data, ensure_ascii=False)
    if expected.codes or "errors" in body or not same(expected.data, body.get("data"), {}):
        return Compared(f"answered {actual}\nexpected {sorted(expected.codes) or wanted_text}", "fault")
    return Compared(None, "empty" if len(actual) < 60 else "data")


def tally(counts: Counter[str]) -> str:
    """Counts as one line."""
    return ", ".join(f"{n} {k}" for k, n in counts.most_common())
