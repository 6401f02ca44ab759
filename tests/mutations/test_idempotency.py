"""Idempotency keys: what a replay shows, whose a key is, and that one key writes once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from authz.caller import NOBODY
from db.tables import TABLES
from tests.mutations.place import WRITERS, Place, added, codes, problems, village_id, wrote
from tests.mutations.world import OTHER_TOWN, OTHER_VILLAGE

pytestmark = pytest.mark.asyncio(loop_scope="session")
KEY = "one-key-for-all"


@pytest.mark.parametrize("mutation", WRITERS)
async def test_a_replay_writes_nothing_and_shows_the_record(place: Place, mutation: str) -> None:
    caller = place.ground.caller(WRITERS[mutation])
    first = await place.write(mutation, caller, idempotencyKey=KEY)
    before = await place.tables()
    again = await place.write(mutation, caller, idempotencyKey=KEY)
    assert problems(first) == []
    assert again == first
    assert await place.tables() == before


async def test_a_replay_shows_the_record_as_it_is_now(place: Place) -> None:
    caller, child = place.ground.caller("town"), TABLES["Child"]
    first = await place.write("registerChild", caller, show="id name", idempotencyKey=KEY)
    public_id = first["data"]["done"]["child"]["id"]
    await place.change(update(child).where(child.c.public_id == public_id).values(name="后来的名字"))
    again = await place.write("registerChild", caller, show="id name", idempotencyKey=KEY)
    assert again["data"]["done"] == {"child": {"id": public_id, "name": "后来的名字"}, "problems": []}


async def test_a_replay_shows_nothing_of_a_record_that_the_caller_no_longer_sees(place: Place) -> None:
    caller, child = place.ground.caller("town"), TABLES["Child"]
    first = await place.write("registerChild", caller, show="id name", idempotencyKey=KEY)
    moved = update(child).where(child.c.public_id == first["data"]["done"]["child"]["id"])
    await place.change(moved.values(town_id=OTHER_TOWN, village_id=OTHER_VILLAGE))
    again = await place.write("registerChild", caller, show="id name", idempotencyKey=KEY)
    assert again["data"]["done"] == {"child": None, "problems": []}


async def test_a_replay_shows_nothing_of_a_record_that_is_gone(place: Place) -> None:
    caller, report = place.ground.caller("school"), TABLES["Report"]
    first = await place.write("fileReport", caller, idempotencyKey=KEY)
    await place.change(report.delete().where(report.c.public_id == first["data"]["done"]["report"]["id"]))
    again = await place.write("fileReport", caller, idempotencyKey=KEY)
    assert again["data"]["done"]["report"] is None


async def test_the_same_key_with_another_input_is_refused(place: Place) -> None:
    caller = place.ground.caller("town")
    await place.write("registerChild", caller, idempotencyKey=KEY)
    before = await place.tables()
    for given in ({"name": "另一个"}, {"inPoverty": True}, {"name": ""}):
        answer = await place.write("registerChild", caller, idempotencyKey=KEY, **given)
        assert codes(answer) == ["IDEMPOTENCY_KEY_REUSED"]
        assert answer["errors"][0]["path"] == ["done"]
        assert await place.tables() == before


async def test_a_key_belongs_to_a_person_an_organisation_and_a_mutation(place: Place) -> None:
    ground = place.ground
    before = await place.tables()
    runs = [
        ("registerChild", ground.caller("town"), {"identityNumber": None}),
        ("registerChild", ground.caller("town", number=1), {"identityNumber": None, "name": "第二人"}),
        ("registerChild", ground.caller("other town"), {"villageId": village_id(ground, OTHER_VILLAGE), "name": "第三人"}),
        ("registerGuardian", ground.caller("town"), {}),
        ("fileReport", ground.caller("town"), {}),
    ]
    for mutation, caller, given in runs:
        assert problems(await place.write(mutation, caller, idempotencyKey=KEY, **given)) == []
    grown = added(before, await place.tables())
    assert grown == wrote(times=5, child=3, guardian=1, guardianship=1, report=1)


async def test_a_key_used_by_others_tells_nothing(place: Place) -> None:
    """Whether somebody else has used a key never shows: not to another person, and not to the public."""
    ground = place.ground
    fresh = await place.write("fileReport", ground.caller("school"), show="status", idempotencyKey="never-used-before")
    await place.write("fileReport", ground.caller("village"), idempotencyKey=KEY, content="别的内容")
    await place.write("fileReport", NOBODY, show="", idempotencyKey=KEY, content="别的内容")
    taken = await place.write("fileReport", ground.caller("school"), show="status", idempotencyKey=KEY)
    assert taken["data"]["done"]["report"] == fresh["data"]["done"]["report"]
    public = await place.write("fileReport", NOBODY, show="", idempotencyKey=KEY)
    assert problems(public) == []


async def test_public_keys_with_another_input_are_other_keys(place: Place) -> None:
    before = await place.tables()
    codes_given = [
        (await place.write("fileReport", NOBODY, show="", idempotencyKey=KEY, content=c))["data"]["done"]["receiptCode"]
        for c in ("甲", "乙", "甲", "乙")
    ]
    assert codes_given[:2] == codes_given[2:]
    assert codes_given[0] != codes_given[1]
    assert added(before, await place.tables()) == wrote(times=2, report=2)


@pytest.mark.parametrize("mutation", WRITERS)
async def test_one_key_at_once_writes_once(place: Place, mutation: str) -> None:
    caller = place.ground.caller(WRITERS[mutation])
    before = await place.tables()
    answers = await asyncio.gather(*(place.write(mutation, caller, idempotencyKey=KEY) for _ in range(12)))
    assert all(a == answers[0] for a in answers)
    assert problems(answers[0]) == []
    grown = added(before, await place.tables())
    rows = {n: grown[n] for n in grown if n not in ("idempotency", "outbox", "change")}
    received = {"report": 0, "report_revision": 2} if mutation == "recordIncident" else {}  # changed by it, not added
    assert rows == dict.fromkeys(rows.keys() - received.keys(), 1) | received
    assert grown == wrote(**rows)


async def test_one_key_at_once_with_two_inputs_writes_one_of_them(place: Place) -> None:
    caller = place.ground.caller("town")
    before = await place.tables()
    answers = await asyncio.gather(
        *(
            place.write("registerChild", caller, idempotencyKey=KEY, identityNumber=None, name=f"人{n % 2}")
            for n in range(8)
        )
    )
    refused = [a for a in answers if codes(a) == ["IDEMPOTENCY_KEY_REUSED"]]
    assert len(refused) == 4
    assert added(before, await place.tables()) == wrote(child=1)


async def test_a_receipt_code_is_the_same_at_each_replay_and_another_for_each_report(place: Place) -> None:
    async def code(key: str) -> str:
        answer = await place.write("fileReport", NOBODY, show="", idempotencyKey=key)
        return str(answer["data"]["done"]["receiptCode"])

    first = await code("key-number-one")
    assert await code("key-number-one") == first
    assert await code("key-number-two") != first
