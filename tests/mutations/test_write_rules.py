"""Who may write what: grants, roles, the rule on the old row and on the new one, and root fields one after another."""

from __future__ import annotations

import pytest

from authz.caller import NOBODY
from tests.mutations.place import WRITERS, Place, added, codes, good, problems, village_id, wrote
from tests.mutations.world import OTHER_VILLAGE

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("mutation", WRITERS)
async def test_a_reader_has_no_mutation(place: Place, mutation: str) -> None:
    before = await place.tables()
    answer = await place.write(mutation, place.ground.caller(WRITERS[mutation], "reader"))
    assert "data" not in answer
    assert set(codes(answer)) == {"FIELD_NOT_AVAILABLE"}
    assert await place.tables() == before


@pytest.mark.parametrize("mutation", [m for m in WRITERS if m != "fileReport"])
@pytest.mark.parametrize("organisation", ["village", "court", "civil_affairs", "education"])
async def test_a_subject_without_the_grant_is_told_what_it_would_be_told_of_nonsense(
    place: Place, mutation: str, organisation: str
) -> None:
    caller = place.ground.caller(organisation)
    hidden = await place.run(f"mutation {{ {mutation}(input: {{}}) {{ problems {{ code }} }} }}", caller)
    unknown = await place.run("mutation { recordNonsense(input: {}) { problems { code } } }", caller)
    assert set(codes(hidden)) == {"FIELD_NOT_AVAILABLE"}
    words = [{**e, "locations": None} for e in hidden["errors"]]
    assert repr(words).replace(mutation, "recordNonsense") == repr([{**e, "locations": None} for e in unknown["errors"]])


async def test_a_caller_without_token_has_one_mutation(place: Place) -> None:
    shown = await place.run("{ __schema { mutationType { fields { name } } } }", NOBODY)
    assert [f["name"] for f in shown["data"]["__schema"]["mutationType"]["fields"]] == ["fileReport"]


async def test_a_town_cannot_register_a_child_in_another_town(place: Place) -> None:
    before = await place.tables()
    elsewhere = village_id(place.ground, OTHER_VILLAGE)
    answer = await place.write("registerChild", place.ground.caller("town"), villageId=elsewhere)
    assert codes(answer) == ["WRITE_NOT_GRANTED"]
    assert answer["data"] == {"done": None}
    assert answer["errors"][0]["path"] == ["done"]
    assert await place.tables() == before
    assert problems(await place.write("registerChild", place.ground.caller("other town"), villageId=elsewhere)) == []


async def test_a_town_cannot_write_a_guardian_of_a_child_that_it_only_guides(place: Place) -> None:
    """The child is visible through a referral, which lets nobody write."""
    before = await place.tables()
    answer = await place.write("registerGuardian", place.ground.caller("town"), childId=place.ground.id("referred child"))
    assert codes(answer) == ["WRITE_NOT_GRANTED"]
    assert await place.tables() == before


async def test_a_school_cannot_record_a_pupil_of_another_school(place: Place) -> None:
    before = await place.tables()
    hidden = await place.write(
        "recordAttendance", place.ground.caller("school"), childId=place.ground.id("hidden child")
    )
    assert problems(hidden) == [("childId", "NOT_FOUND")]
    referred = await place.write(
        "recordAttendance", place.ground.caller("school"), childId=place.ground.id("referred child")
    )
    assert codes(referred) == ["WRITE_NOT_GRANTED"]
    assert await place.tables() == before


async def test_an_input_field_that_is_not_granted_is_no_input_field(place: Place) -> None:
    answer = await place.write("fileReport", NOBODY, show="", childId=place.ground.id("child"))
    assert set(codes(answer)) == {"FIELD_NOT_AVAILABLE"}


async def test_root_fields_run_in_order_and_a_failure_nulls_only_itself(place: Place) -> None:
    caller, before = place.ground.caller("town"), await place.tables()
    first = {"idempotencyKey": "serial-1"} | good("registerChild", place.ground)
    second = first | {"idempotencyKey": "serial-2", "villageId": village_id(place.ground, OTHER_VILLAGE), "identityNumber": None}
    # Equal to the first: only where the first has been committed does the number collide.
    third = first | {"idempotencyKey": "serial-3"}
    fourth = {"idempotencyKey": "serial-4"} | good("fileReport", place.ground)
    answer = await place.run(
        "mutation($a: RegisterChildInput!, $b: RegisterChildInput!, $c: RegisterChildInput!, $d: FileReportInput!) {"
        " __typename first: registerChild(input: $a) { child { name } problems { code } }"
        " second: registerChild(input: $b) { child { name } problems { code } }"
        " third: registerChild(input: $c) { child { name } problems { code } }"
        " fourth: fileReport(input: $d) { report { status } } }",
        caller, {"a": first, "b": second, "c": third, "d": fourth},
    )  # fmt: skip
    assert list(answer["data"]) == ["__typename", "first", "second", "third", "fourth"]
    assert answer["data"]["first"] == {"child": {"name": "新生"}, "problems": []}
    assert answer["data"]["second"] is None
    assert answer["data"]["third"] == {"child": None, "problems": [{"code": "VALUE_INVALID"}]}
    assert answer["data"]["fourth"] == {"report": {"status": "FILED"}}
    assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [(["second"], "WRITE_NOT_GRANTED")]
    assert added(before, await place.tables()) == wrote(times=2, child=1, report=1)


async def test_a_mistake_in_one_root_field_writes_none(place: Place) -> None:
    """Documents and variables are refused whole, before the first root field runs."""
    before = await place.tables()
    answer = await place.run(
        "mutation($a: RegisterChildInput!) { first: registerChild(input: $a) { child { name } }"
        " second: registerChild(input: $a) { child { nonsense } } }",
        place.ground.caller("town"), {"a": {"idempotencyKey": "serial-1"} | good("registerChild", place.ground)},
    )  # fmt: skip
    assert codes(answer) == ["FIELD_NOT_AVAILABLE"]
    assert await place.tables() == before


async def test_a_payload_that_may_not_be_read_undoes_what_was_written(place: Place) -> None:
    before = await place.tables()
    for selection, code in (
        ("guardianships(first: 1, after: \"gds_0\") { totalCount }", "CURSOR_EXPIRED"),
        ("guardianships(first: 101) { totalCount }", "PAGE_INVALID"),
    ):
        answer = await place.write("registerChild", place.ground.caller("town"), show=selection)
        assert codes(answer) == [code]
        assert answer["data"] == {"done": None}
        assert await place.tables() == before


async def test_exact_matches_in_a_payload_count_and_are_logged(place: Place) -> None:
    from sqlalchemy import select

    from db.tables.service import DISCLOSURE_EVENT, EXACT_MATCH_QUOTA

    caller, event = place.ground.caller("town"), DISCLOSURE_EVENT
    used = select(EXACT_MATCH_QUOTA.c.used).where(EXACT_MATCH_QUOTA.c.person_id == caller.person_id)
    before = sum(r[0] for r in await place.rows(used))
    answer = await place.write(
        "registerChild", caller, show='guardianships(filter: {guardian: {telephone: {eq: "13800001234"}}}) { totalCount }'
    )
    assert problems(answer) == []
    assert sum(r[0] for r in await place.rows(used)) == before + 1
    last = (await place.rows(select(event.c.operands).order_by(event.c.id.desc()).limit(1)))[0][0]
    assert "Guardian.telephone" in last
    assert "13800001234" not in last
