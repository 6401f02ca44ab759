"""What each mutation writes, what its payload shows, and what of it is logged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from authz.caller import NOBODY
from core.clock import utc_text
from db.tables import TABLES
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, PLAN_DESCRIPTOR
from tests.mutations.place import WRITERS, Place, added, problems, wrote
from tests.mutations.world import NUMBERS, TOWN, VILLAGE, number
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITTEN = {
    "registerChild": {"child": 1}, "registerGuardian": {"guardian": 1, "guardianship": 1},
    "recordAttendance": {"attendance_day": 1}, "fileReport": {"report": 1},
    "recordIncident": {"incident": 1, "report": 0, "report_revision": 2},
}  # fmt: skip


@pytest.mark.parametrize("mutation", WRITERS)
async def test_a_good_input_writes_its_rows_and_its_key_and_nothing_else(place: Place, mutation: str) -> None:
    before = await place.tables()
    answer = await place.write(mutation, place.ground.caller(WRITERS[mutation]))
    assert problems(answer) == []
    assert added(before, await place.tables()) == wrote(**WRITTEN[mutation])


@pytest.mark.parametrize("mutation", WRITERS)
async def test_the_payload_is_what_a_query_shows_afterwards(place: Place, mutation: str) -> None:
    caller = place.ground.caller(WRITERS[mutation])
    shown = {
        "registerChild": "id version name sex birthDate identityNumber category inPoverty disabilityGrade "
        "residenceAddress registeredDivisionCode onFileSince village { code town { code } } household { number } "
        "guardianships(first: 2) { totalCount nodes { id } }",
        "registerGuardian": "id version relationship custody away awaySince entrusted presentCarer child { id name } "
        "guardian { name sex telephone employer destination identityNumber }",
        "recordAttendance": "id version date status note child { id name }",
        "fileReport": "id version kind status reportedOn childDescription content discoveredAt reportedAt "
        "latencyMinutes reporterKind reporterName reporterTelephone feedback",
        "recordIncident": "id version kind status openedAt closedAt filedAsCase summary child { id } report { id }",
    }[mutation]
    answer = await place.write(mutation, caller, show=shown)
    record = next(v for k, v in answer["data"]["done"].items() if k not in ("problems", "receiptCode"))
    kind = {"chd": "Child", "gds": "Guardianship", "att": "AttendanceDay", "rep": "Report", "inc": "Incident"}
    again = await place.run(
        f'{{ node(id: "{record["id"]}") {{ ... on {kind[record["id"][:3]]} {{ {shown} }} }} }}', caller
    )
    assert again["data"]["node"] == record


async def test_a_registered_child_stands_as_given_in_its_village_and_on_file_today(place: Place) -> None:
    answer = await place.write(
        "registerChild", place.ground.caller("town"), inPoverty=True, disabilityGrade=3, name="  买买提·𠮷  ",
        householdId=place.ground.id("household"),
    )  # fmt: skip
    assert problems(answer) == []
    child = TABLES["Child"]
    wanted = [
        child.c.name, child.c.sex, child.c.identity_number, child.c.in_poverty, child.c.key_target,
        child.c.disability_grade, child.c.on_file_since, child.c.village_id, child.c.town_id, child.c.sealed,
        child.c.school_id, child.c.household_id,
    ]  # fmt: skip
    rows = await place.rows(select(*wanted).where(child.c.public_id == answer["data"]["done"]["child"]["id"]))
    today = "2026-03-02" if place.stage.database.dialect == "sqlite" else date(2026, 3, 2)
    household = place.ground.rows["household"]["id"]
    assert rows == [
        ("买买提·𠮷", "MALE", number(sequence=101), True, False, 3, today, VILLAGE, TOWN, False, None, household)
    ]


async def test_a_guardian_on_file_is_tied_and_not_written_again(place: Place) -> None:
    before = await place.tables()
    known = place.ground.rows["guardian"]
    answer = await place.write(
        "registerGuardian", place.ground.caller("town"), show="guardian { id name }", name=known["name"],
        identityNumber=known["identity_number"], childId=place.ground.id("classmate"),
    )  # fmt: skip
    assert answer["data"]["done"]["guardianship"]["guardian"] == {"id": known["public_id"], "name": known["name"]}
    assert added(before, await place.tables()) == wrote(guardianship=1)


@pytest.mark.parametrize(
    ("organisation", "kind"),
    [("school", "SCHOOL"), ("village", "VILLAGE_COMMITTEE"), ("town", "OTHER_BODY"), ("police", "OTHER_BODY")],
)
async def test_a_report_names_the_kind_of_its_reporter_and_how_long_it_took(
    place: Place, organisation: str, kind: str
) -> None:
    answer = await place.write(
        "fileReport", place.ground.caller(organisation), show="reporterKind latencyMinutes reportedAt reporterName status"
    )
    assert answer["data"]["done"]["report"] == {
        "reporterKind": kind, "latencyMinutes": 90, "reportedAt": utc_text(NOW), "reporterName": f"{organisation}的人员",
        "status": "FILED",
    }  # fmt: skip


async def test_a_report_without_token_gets_a_receipt_and_shows_no_report(place: Place) -> None:
    answer = await place.write("fileReport", NOBODY, show="", reporterName="路人", divisionCode=str(VILLAGE))
    assert problems(answer) == []
    assert len(answer["data"]["done"]["receiptCode"]) == 32
    report = TABLES["Report"]
    wanted = [report.c.reporter_kind, report.c.village_id, report.c.reporter_person_id, report.c.reporter_name]
    rows = await place.rows(select(*wanted).where(report.c.content == "独自在家三天"))
    assert rows == [("CITIZEN", VILLAGE, None, "路人")]
    without = await place.write("fileReport", NOBODY)
    assert without["data"]["done"]["report"] is None
    assert (await place.run("{ reports { totalCount nodes { id } } }", NOBODY))["data"] == {
        "reports": {"totalCount": 0, "nodes": []}
    }


async def test_the_receipt_is_stored_as_its_hash_alone(place: Place) -> None:
    answer = await place.write("fileReport", NOBODY, show="")
    code = answer["data"]["done"]["receiptCode"]
    assert code not in repr(await place.tables())


@pytest.mark.parametrize("mutation", WRITERS)
async def test_what_a_payload_shows_is_logged_as_a_mutation(place: Place, mutation: str) -> None:
    caller = place.ground.caller(WRITERS[mutation])
    event, person = DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
    last = max(await place.rows(select(event.c.id)), default=(0,))[0]
    answer = await place.write(mutation, caller)
    assert problems(answer) == []
    events = await place.rows(
        select(
            event.c.id, event.c.kind, event.c.person_id, event.c.organisation_id, event.c.role, event.c.rows_disclosed,
            event.c.descriptor_hash,
        ).where(event.c.id > last)
    )  # fmt: skip
    assert [e[1:6] for e in events] == [("mutation", caller.person_id, caller.organisation_id, "officer", 1)]
    assert await place.rows(select(PLAN_DESCRIPTOR.c.hash).where(PLAN_DESCRIPTOR.c.hash == events[0][6]))
    persons = await place.rows(select(person.c.subject_kind, person.c.flags).where(person.c.event_id == events[0][0]))
    assert len(persons) == 1
    assert all(flags for _, flags in persons)


async def test_an_identity_number_of_the_number_s_own_row_is_read_back_masked_or_not_at_all(place: Place) -> None:
    """A writer sees nothing back that it may not read: a school reads the mask of a number alone."""
    answer = await place.write("recordAttendance", place.ground.caller("school"), show="child { identityNumber }")
    shown = answer["data"]["done"]["attendanceDay"]["child"]["identityNumber"]
    assert shown is not None
    assert NUMBERS["own"] not in shown
    assert NUMBERS["own"][6:14] not in shown
