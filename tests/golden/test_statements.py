"""One read statement for each query operation, whatever its depth and its pages; none where no row is read.

Counted where statements reach the driver: SQLite's own trace, asyncpg's log of queries.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from db.sqlite import SqliteDatabase
from tests.golden.conftest import Stages
from tests.golden.stage import Stage
from tests.golden.test_golden import CASES, operation
from tests.golden.world import CALLERS

DEEP = """
query ($first: Int!) {
  children(first: $first) { nodes { ...Tie } }
  reports(first: 1) { nodes { kind } }
  viewer { organisation { name } }
  nodes(ids: ["org_00000000000000000000000000000001", "vlg_00000000000000000000000000000001"]) { id }
}
fragment Tie on Child { guardianships(first: 5) { nodes { guardian { guardianships(first: 5) { nodes { child {
  guardianships(first: 5) { totalCount nodes { guardian { name } } } } } } } } } }
"""
NOTHING = (
    "{ __typename }",
    "{ __schema { types { name fields { name } } } }",
    '{ __type(name: "Child") { name } kind: __typename }',
    "{ viewer { subject role grants { entity member } } }",
    '{ node(id: "zzz_00000000000000000000000000000001") { id } nodes(ids: ["zzz_00000000000000000000000000000001"]) { id } }',
    '{ node(id: "nothing") { id } children { nodes { name } } }',
    '{ child(id: "gdn_00000000000000000000000000000001") { name } }',
    '{ nodes(ids: ["chd_00000000000000000000000000000001", "xyz"]) { id } }',
)
READ = re.compile(r"\s*(WITH|SELECT)\b")


class Recorder:
    """Every statement that reaches the driver of a stage's database."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.seen = stage, list[str]()

    async def attach(self) -> None:
        """Listens on every connection that the stage has: it keeps one reader and one writer, or one connection."""
        database = self.stage.database
        await database.ready()
        async with database.transaction():
            pass
        if database.dialect == "sqlite":
            for job in (database.on_reader, database.on_writer):
                await job(lambda c: c.set_trace_callback(self.seen.append))
        else:
            async with database._pool.acquire() as connection:
                connection.add_query_logger(lambda record: self.seen.append(record.query))

    async def during(self, document: str, variables: dict[str, Any], subject: str) -> list[str]:
        """The statements of a second run of the operation: the first also stores its plan's descriptor."""
        await self.stage.run(document, variables, subject)
        database = self.stage.database
        if isinstance(database, SqliteDatabase) and database._log._connection is not None:
            database._log._connection.set_trace_callback(self.seen.append)
        self.seen.clear()
        await self.stage.run(document, variables, subject)
        shown = [s for s in self.seen if not re.match(r"(BEGIN|COMMIT)", s)]
        return shown[: next((n for n, s in enumerate(shown) if s.startswith("SELECT disclosure_event")), None)]


@pytest.fixture(params=["sqlite", "postgresql"])
async def recorder(request: pytest.FixtureRequest, stages: Stages) -> AsyncIterator[Recorder]:
    made = Recorder(stages[request.param])
    await made.attach()
    yield made


def reads(statements: list[str]) -> list[str]:
    """Those that read entities; look-ups of the quota of exact matches are no part of the operation's reading."""
    return [s for s in statements if READ.match(s) and "exact_match_quota" not in s]


@pytest.mark.parametrize("first", [1, 5, 50])
async def test_a_deep_operation_is_one_statement_whatever_its_pages(recorder: Recorder, first: int) -> None:
    made = await recorder.during(DEEP, {"first": first}, "police")
    assert len(reads(made)) == 1
    others = [s for s in made if s not in reads(made)]
    written = [s for s in others if s.startswith("INSERT INTO disclosure_")]
    assert others == written  # nothing but the log
    assert len(written) == (0 if recorder.stage.database.dialect == "postgresql" else 2)


@pytest.mark.parametrize("subject", CALLERS)
async def test_every_golden_operation_is_one_statement(recorder: Recorder, subject: str) -> None:
    counted = 0
    for case in CASES:
        document, variables = operation(case, subject)
        made = await recorder.stage.run(document, variables, subject)
        wanted = 1 if made.sql else 0
        assert len(reads(await recorder.during(document, variables, subject))) == wanted, case.name
        counted += wanted
    assert counted >= 12


@pytest.mark.parametrize("document", NOTHING)
async def test_what_needs_no_row_runs_no_statement(recorder: Recorder, document: str) -> None:
    assert await recorder.during(document, {}, "police") == []


async def test_the_recorder_sees_a_second_statement(recorder: Recorder) -> None:
    recorder.seen.clear()
    await recorder.stage.database.ready()
    await recorder.stage.database.ready()
    assert len(reads(recorder.seen)) == 2
