"""Reading without leaving a trace: no answer without its entry, and the entry names whom the answer concerned."""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import product
from typing import Any

import pytest
from asyncpg import PostgresError
from sqlalchemy import select

from audit.kinds import SUBJECT_KINDS
from authz.caller import Caller
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, PLAN_DESCRIPTOR
from resolvers.attributes import operation_hash
from tests.log_tables import on_log
from tests.mutations.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHILD, GUARDIAN, HOUSEHOLD = (SUBJECT_KINDS[e] for e in ("Child", "Guardian", "Household"))

ASKED: dict[str, tuple[str, set[tuple[int, str]]]] = {
    "a list": (
        "{ children { nodes { name } } }", {(CHILD, "child"), (CHILD, "classmate"), (CHILD, "referred child")},
    ),
    "a page, and not the row past it": (
        "{ children(first: 1) { nodes { name } pageInfo { hasNextPage } } }", {(CHILD, "child")},
    ),
    "the other end of a list": (
        "{ children(last: 1) { nodes { name } pageInfo { hasPreviousPage } } }", {(CHILD, "referred child")},
    ),
    "a record and those joined to it": (
        '{ child(id: "$referred child$") { name household { number } } }',
        {(CHILD, "referred child"), (HOUSEHOLD, "referred household")},
    ),
    "records below": (
        '{ child(id: "$child$") { guardianships { nodes { relationship guardian { name } } } } }',
        {(CHILD, "child"), (GUARDIAN, "guardian")},
    ),
    "by id among others": ('{ nodes(ids: ["$child$", "$hidden child$"]) { id } }', {(CHILD, "child")}),
    "nobody": ('{ child(id: "$hidden child$") { name } }', set()),
}  # fmt: skip


async def _after(place: Place, last: int) -> list[tuple[Any, ...]]:
    event = DISCLOSURE_EVENT
    columns = (event.c.id, event.c.person_id, event.c.operation_hash, event.c.kind, event.c.descriptor_hash)
    return await place.rows(select(*columns).where(event.c.id > last))


async def _last(place: Place) -> int:
    return max(await place.rows(select(DISCLOSURE_EVENT.c.id)), default=(0,))[0]


@pytest.mark.parametrize("name", ASKED)
async def test_an_answer_is_logged_with_whom_it_concerned(place: Place, name: str) -> None:
    document, concerned = ASKED[name]
    parts = document.split("$")
    document = "".join(place.ground.id(p) if n % 2 else p for n, p in enumerate(parts))
    caller, last, person = place.ground.caller("town"), await _last(place), DISCLOSURE_SUBJECT
    assert "data" in await place.run(document, caller)
    ((event, who, operation, kind, descriptor),) = await _after(place, last)
    assert (who, operation, kind) == (caller.person_id, operation_hash(document, None), "read")
    assert await place.rows(select(PLAN_DESCRIPTOR.c.hash).where(PLAN_DESCRIPTOR.c.hash == descriptor))
    logged = await place.rows(
        select(person.c.subject_kind, person.c.subject_key, person.c.flags).where(person.c.event_id == event)
    )
    assert {(k, key) for k, key, _ in logged} == {(k, place.ground.rows[row]["id"]) for k, row in concerned}
    assert all(flags for *_, flags in logged)


async def test_each_of_many_answers_at_once_has_its_own_entry(place: Place) -> None:
    acting = product(("town", "school", "police"), ("officer", "reader"), range(10))
    callers: list[Caller] = [place.ground.caller(organisation, role) for organisation, role, _ in acting]
    last = await _last(place)
    answers = await asyncio.gather(*(place.run("{ children { nodes { name } } }", c) for c in callers))
    assert all("data" in a for a in answers)
    events = await _after(place, last)
    assert sorted(e[1] for e in events) == sorted(c.person_id or 0 for c in callers)


async def test_what_runs_no_statement_discloses_nothing_and_is_not_logged(place: Place) -> None:
    last = await _last(place)
    await place.run("{ __typename __schema { queryType { name } } viewer { subject } }", place.ground.caller("town"))
    assert await _after(place, last) == []


async def test_what_was_refused_before_a_row_was_read_is_no_disclosure(place: Place) -> None:
    last = await _last(place)
    await place.run("{ petitions { totalCount } }", place.ground.caller("town"))
    assert await _after(place, last) == []


BREAK = {
    "sqlite": (
        ("CREATE TRIGGER no_log BEFORE INSERT ON disclosure_event BEGIN SELECT RAISE(ABORT, 'no'); END",),
        ("DROP TRIGGER no_log",),
    ),
    "postgresql": (
        ("CREATE FUNCTION no_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
         "CREATE TRIGGER no_log BEFORE INSERT ON disclosure_event FOR EACH ROW EXECUTE FUNCTION no_log()"),
        ("DROP TRIGGER no_log ON disclosure_event", "DROP FUNCTION no_log"),
    ),
}  # fmt: skip


async def test_no_answer_leaves_while_the_log_can_not_be_written(place: Place) -> None:
    town, before = place.ground.caller("town"), await place.tables()
    broken, mended = BREAK[place.stage.database.dialect]

    await on_log(place.stage.database, *broken)
    try:
        read = await place.run("{ children { nodes { name } } }", town)
        written = await place.write("registerChild", town)
        assert "data" not in read
        assert read["errors"][0]["extensions"]["code"] == written["errors"][0]["extensions"]["code"] == "LOG_UNAVAILABLE"
        assert written.get("data") in (None, {"done": None})
        assert written["errors"]
        assert await place.tables() == before
    finally:
        await on_log(place.stage.database, *mended)
    assert "data" in await place.run("{ children { nodes { name } } }", town)


CHANGES = (
    "UPDATE disclosure_event SET person_id = 1",
    "DELETE FROM disclosure_event",
    "UPDATE disclosure_subject SET flags = 0",
    "DELETE FROM disclosure_subject",
)
EMPTIED = {"sqlite": (), "postgresql": ("TRUNCATE disclosure_event", "TRUNCATE disclosure_subject")}


async def test_what_stands_in_the_log_stays_as_it_is(place: Place) -> None:
    database = place.stage.database
    await place.run("{ children { nodes { name } } }", place.ground.caller("town"))
    before = [await place.rows(select(t)) for t in (DISCLOSURE_EVENT, DISCLOSURE_SUBJECT)]
    assert all(before)
    for statement in (*CHANGES, *EMPTIED[database.dialect]):
        with pytest.raises((sqlite3.IntegrityError, PostgresError), match="append-only"):
            await on_log(database, statement)
    assert [await place.rows(select(t)) for t in (DISCLOSURE_EVENT, DISCLOSURE_SUBJECT)] == before
