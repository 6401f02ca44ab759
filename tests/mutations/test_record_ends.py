"""The end of a child's record: out of every view at once, archived, back if it was a mistake, erased in time.

Mechanisms: M1. Conflict 8 of the domain; 个人信息保护法 十九, 四十七.
"""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from core.clock import years_after
from db.callers import CallerStore
from db.tables import TABLES
from db.tables.service import ARCHIVED, CHANGE
from resolvers.retention import Night
from schema.entities import CATALOG
from tests.mutations.place import Place, problems
from tests.mutations.records import FIRST_KEY, left_of, night, put, tables
from tests.mutations.world import DISTRICT, TOWN, VILLAGE
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = NOW.date()
YEARS = 3
"""`record_retention_years` of policies/numbers.yaml."""
SHOWN = "id status cause occurredOn eraseOn recordId"
SEEN = "query($id: ID!) { child(id: $id) { id } }"
SUBJECTS = (
    "town", "village", "school", "health", "education", "hospital", "disabled_federation", "youth_league", "care_institution",
    "charity_or_volunteer_body", "justice",
)  # fmt: skip
"""Around the child, by duty."""


async def _end(place: Place, child: str = "child", **given: Any) -> dict[str, Any]:
    usual = {"childId": place.ground.id(child), "cause": "PARENTS_RETURNED", "occurredOn": TODAY.isoformat()}
    return await place.write("endRecord", place.ground.caller("town"), show=SHOWN, **(usual | given))


async def _ended(place: Place, child: str = "child") -> dict[str, Any]:
    answer = await _end(place, child)
    assert problems(answer) == []
    shown: dict[str, Any] = answer["data"]["done"]["recordEnd"]
    return shown


async def _restore(place: Place, ended: dict[str, Any]) -> None:
    town = place.ground.caller("town")
    seen = await place.run("query($id: ID!) { recordEnd(id: $id) { version } }", town, {"id": ended["id"]})
    version = seen["data"]["recordEnd"]["version"]
    answer = await place.write("restoreRecord", town, show="status", id=ended["id"], expectedVersion=version)
    assert problems(answer) == []
    assert answer["data"]["done"]["recordEnd"] == {"status": "RESTORED"}


async def _sees(place: Place, subject: str, child: str = "child") -> bool:
    answer = await place.run(SEEN, place.ground.caller(subject), {"id": place.ground.id(child)})
    return answer["data"]["child"] is not None


async def _settled(place: Place) -> None:
    """No case runs."""
    await place.change(update(TABLES["Report"]).values(status="CLOSED"))


async def _hidden_case(place: Place) -> None:
    """The child has a running incident of which the town has not been told."""
    await _settled(place)
    incident = place.ground.maker.row(
        CATALOG["Incident"], id=FIRST_KEY, child_id=place.ground.rows["child"]["id"], report_id=place.ground.rows["report"]["id"],
        status="OPEN", sealed=False, respondent_organisation_id=None, **place.ground.where(TOWN, VILLAGE),
    )  # fmt: skip
    await put(place, {"Incident": incident})


async def test_the_record_leaves_every_view_and_every_table_at_once(place: Place) -> None:
    await _settled(place)
    of_another = await left_of(place, "classmate")
    assert [await _sees(place, s) for s in ("town", "village", "school", "civil_affairs")] == [True] * 4
    shown = await _ended(place)
    assert (shown["status"], shown["cause"], shown["recordId"]) == ("ENDED", "PARENTS_RETURNED", place.ground.id("child"))
    assert (shown["occurredOn"], shown["eraseOn"]) == (TODAY.isoformat(), years_after(TODAY, YEARS).isoformat())
    for subject in (*SUBJECTS, "civil_affairs", "police"):
        assert not await _sees(place, subject), subject
    assert await left_of(place, "child") == {}
    assert await left_of(place, "classmate") == of_another


async def test_what_was_due_about_the_child_is_due_no_more(place: Place) -> None:
    await _settled(place)
    duty, child = TABLES["Duty"], TABLES["Child"]
    of_child = duty.c.child_id == place.ground.rows["child"]["id"]
    await place.change(update(child).values(category="LEFT_BEHIND"))
    await place.write("registerGuardian", place.ground.caller("town"))
    assert await place.rows(select(duty.c.code).where(of_child))
    ended = await _ended(place)
    assert await place.rows(select(duty.c.code).where(of_child)) == []
    await _restore(place, ended)
    assert await place.rows(select(duty.c.code).where(of_child))


async def test_a_mistaken_end_is_taken_back_to_the_last_row(place: Place) -> None:
    await _settled(place)
    before = await tables(place)
    ended = await _ended(place)
    assert await tables(place) != before
    await _restore(place, ended)
    assert await tables(place) == before
    assert await place.rows(select(ARCHIVED.c.id)) == []
    assert await _sees(place, "school")


async def test_an_open_entry_of_the_ledger_is_archived_as_closed_and_comes_back_open(place: Place) -> None:
    await _settled(place)
    entry = place.ground.maker.row(
        CATALOG["LedgerEntry"], id=FIRST_KEY, child_id=place.ground.rows["child"]["id"], status="OPEN", closed_on=None,
        closure=None, **place.ground.where(TOWN, VILLAGE),
    )  # fmt: skip
    await put(place, {"LedgerEntry": entry})
    before = await tables(place)
    ended = await _ended(place)
    ((body,),) = await place.rows(select(ARCHIVED.c.body).where(ARCHIVED.c.entity == "LedgerEntry", ARCHIVED.c.kind == "rows"))
    (archived,) = json.loads(body)
    assert (archived["status"], archived["closure"]) == ("CLOSED", "PARENTS_RETURNED")
    assert archived["closed_on"] == TODAY.isoformat()
    await _restore(place, ended)
    assert await tables(place) == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"occurredOn": (TODAY + timedelta(days=1)).isoformat()}, "occurredOn"),
        ({"occurredOn": "2015-08-31"}, "occurredOn"),
        ({"cause": "TURNED_SIXTEEN"}, "occurredOn"),
    ],
)
async def test_a_cause_that_cannot_be_is_refused(place: Place, given: dict[str, Any], field: str) -> None:
    await _settled(place)
    before = await place.tables()
    assert problems(await _end(place, **given)) == [(field, "VALUE_INVALID")]
    assert await place.tables() == before


@pytest.mark.parametrize("subject", ["village", "school", "civil_affairs", "police"])
async def test_only_the_town_ends_a_record(place: Place, subject: str) -> None:
    given = {"childId": place.ground.id("child"), "cause": "DIED", "occurredOn": TODAY.isoformat()}
    answer = await place.write("endRecord", place.ground.caller(subject), **given)
    assert answer["errors"] and await _sees(place, "town")


async def test_a_child_of_another_town_looks_missing(place: Place) -> None:
    answers = [await _end(place, childId=i) for i in (place.ground.id("hidden child"), "chd_" + "0" * 32)]
    assert [problems(a) for a in answers] == [[("childId", "NOT_FOUND")]] * 2


# -- cases that run ---------------------------------------------------------------------------------------------------------


async def test_a_case_that_the_town_sees_is_closed_first(place: Place) -> None:
    await _settled(place)
    assessment = place.ground.maker.row(
        CATALOG["Assessment"], id=FIRST_KEY, child_id=place.ground.rows["child"]["id"], report_id=None, status="OPEN",
        **place.ground.where(TOWN, VILLAGE),
    )  # fmt: skip
    await put(place, {"Assessment": assessment})
    before = await place.tables()
    answer = await _end(place)
    assert problems(answer) == [("childId", "MOVE_NOT_ALLOWED")]
    assert "Assessment" in answer["data"]["done"]["problems"][0]["message"]
    assert await place.tables() == before


async def test_a_case_that_the_town_does_not_see_makes_no_difference_to_it(place: Place) -> None:
    """What the town, the village and the school are answered before and after is the same with a hidden case and without one."""
    asked = "{ children { totalCount nodes { id town { name } } } guardians { totalCount nodes { id } } recordEnds { totalCount } }"
    around = {}
    for hidden in (False, True):
        await place.reset()
        await (_hidden_case(place) if hidden else _settled(place))
        shown = await _ended(place)
        around[hidden] = [
            {k: v for k, v in shown.items() if k != "id"},
            *[
                await place.run(document, place.ground.caller(subject))
                for subject, document in (
                    ("town", asked), ("village", asked.replace("recordEnds { totalCount }", "")),
                    ("school", "{ children { totalCount nodes { id } } guardians { totalCount nodes { id } } }"),
                )
            ],
        ]  # fmt: skip
        assert not any([await _sees(place, s) for s in SUBJECTS])
    assert around[True] == around[False]
    assert around[True][1]["data"]["recordEnds"] == {"totalCount": 1}


async def test_who_works_on_a_hidden_case_goes_on_with_it(place: Place) -> None:
    await _hidden_case(place)
    await _ended(place)
    assert await _sees(place, "police") and await _sees(place, "civil_affairs")
    answer = await place.run(
        "{ incidents { nodes { child { name guardianships { nodes { guardian { name } } } } } } }", place.ground.caller("police")
    )
    assert answer["data"]["incidents"]["nodes"] == [
        {"child": {"name": "child", "guardianships": {"nodes": [{"guardian": {"name": "李父"}}]}}}
    ]
    assert (await left_of(place, "child")).keys() == {"Report", "Incident", "Guardianship"}


async def test_a_record_ends_once_though_another_door_opens_to_the_child(place: Place) -> None:
    """The police refers a child, whose record has ended, to the town: it sees the child again, and is its town no more."""
    await _hidden_case(place)
    await _ended(place)
    town, child = place.ground.caller("town"), place.ground.id("child")
    offered = await place.write(
        "offerReferral", place.ground.caller("police"), childId=child, purpose="guardianship_guidance",
        toOrganisationId=place.ground.id("town"),
    )  # fmt: skip
    referral = offered["data"]["done"]["referral"]["id"]
    seen = await place.run("query($id: ID!) { referral(id: $id) { version } }", town, {"id": referral})
    version = seen["data"]["referral"]["version"]
    assert problems(await place.write("acceptReferral", town, id=referral, expectedVersion=version)) == []
    assert await _sees(place, "town")
    before = await place.tables()
    assert problems(await _end(place)) == [("childId", "NOT_FOUND")]
    assert await place.tables() == before


async def test_the_child_goes_once_no_case_runs(place: Place) -> None:
    await _hidden_case(place)
    await _ended(place)
    assert (await night(place).run()).let_go == 0
    await place.change(update(TABLES["Incident"]).values(status="CLOSED"))
    assert (await night(place).run()).let_go == 1
    assert not await _sees(place, "police") and await left_of(place, "child") == {}
    assert (await night(place).run()).let_go == 0


@pytest.mark.parametrize("gone", [False, True])
async def test_a_record_is_restored_with_a_case_and_after_one(place: Place, gone: bool) -> None:
    await _hidden_case(place)
    before = await tables(place)
    ended = await _ended(place)
    if gone:
        await place.change(update(TABLES["Incident"]).values(status="CLOSED"))
        await night(place).run()
    await _restore(place, ended)
    await place.change(update(TABLES["Incident"]).values(status="OPEN"))
    assert await tables(place) == before


async def test_work_on_a_case_of_an_ended_record_is_as_where_the_child_lived_last(place: Place) -> None:
    await _hidden_case(place)
    await _ended(place)
    answer = await place.write(
        "placeChild", place.ground.caller("police"), childId=place.ground.id("child"), reason="VIOLENCE",
        hostKind="WELFARE_HOME", hostOrganisationId=place.ground.id("welfare_home"),
    )  # fmt: skip
    assert problems(answer) == []
    placement, child = TABLES["Placement"], TABLES["Child"]
    assert await place.rows(select(placement.c.town_id, placement.c.village_id)) == [(TOWN, VILLAGE)]
    assert await place.rows(select(child.c.town_id).where(child.c.id == place.ground.rows["child"]["id"])) == [(None,)]


async def test_a_guardian_is_no_caller_any_more_with_a_hidden_case_and_without(place: Place) -> None:
    public_id = place.ground.id("guardian")
    for hidden in (False, True):
        await place.reset()
        await (_hidden_case(place) if hidden else _settled(place))
        callers = CallerStore(place.stage.database)
        assert public_id in await callers.guardians([public_id])
        ended = await _ended(place)
        assert await callers.guardians([public_id]) == {}
        await _restore(place, ended)
        assert public_id in await callers.guardians([public_id])


async def test_a_report_made_while_the_record_ends_is_not_lost(place: Place) -> None:
    """It finds the child before the end, and then keeps it, or finds it gone and is of no child on file."""
    report, child = TABLES["Report"], TABLES["Child"]
    for _ in range(6):
        await place.reset()
        await _settled(place)
        made, filed = await asyncio.gather(
            _end(place),
            place.write("fileReport", place.ground.caller("school"), show="", childId=place.ground.id("child")),
        )  # fmt: skip
        assert problems(made) == [] and problems(filed) == []
        (of,) = await place.rows(select(report.c.child_id).where(report.c.status == "FILED"))
        here = await place.rows(select(child.c.town_id).where(child.c.id == place.ground.rows["child"]["id"]))
        assert here == ([(None,)] if of[0] else [])


async def test_what_is_written_while_the_record_ends_is_kept_or_refused(place: Place) -> None:
    day = TABLES["AttendanceDay"]
    for _ in range(6):
        await place.reset()
        await _settled(place)
        given = {"date": "2026-03-02", "note": "同时"}
        made, recorded = await asyncio.gather(
            _end(place), place.write("recordAttendance", place.ground.caller("school"), **given)
        )
        assert problems(made) == []
        assert problems(recorded) in ([], [("childId", "NOT_FOUND")])
        await _restore(place, made["data"]["done"]["recordEnd"])
        found = await place.rows(select(day.c.id).where(day.c.note == "同时"))
        assert len(found) == (not problems(recorded))


async def test_a_report_tied_to_its_child_later_goes_with_it_and_leaves_no_trace(place: Place) -> None:
    """What was remembered of the report before it had a child names none."""
    await _settled(place)
    police = place.ground.caller("police")
    filed = await place.write("fileReport", place.ground.caller("village"), show="id version", content="邻居的原话")
    report = filed["data"]["done"]["report"]["id"]

    async def moved(name: str, document: str, **given: Any) -> dict[str, Any]:
        seen = await place.run(f"query($id: ID!) {{ {document}(id: $id) {{ version }} }}", police, {"id": given["id"]})
        done = await place.write(name, police, expectedVersion=seen["data"][document]["version"], **given)
        assert problems(done) == [], name
        shown: dict[str, Any] = done["data"]["done"]
        return shown

    await moved("receiveReport", "report", id=report)
    await moved("dispatchReport", "report", id=report)
    made = await place.write("recordIncident", police, reportId=report, childId=place.ground.id("child"))
    assert problems(made) == []
    await place.change(update(TABLES["Report"]).values(status="CLOSED"), update(TABLES["Incident"]).values(status="CLOSED"))
    before = await tables(place)
    ended = await _ended(place)
    await _restore(place, ended)
    assert await tables(place) == before
    await _ended(place)
    await night(place, years_after(TODAY, YEARS) - TODAY).run()
    assert await place.rows(select(CHANGE.c.id).where(CHANGE.c.entity == "Report", CHANGE.c.row_id == _key(before, report))) == []


def _key(kept: dict[str, list[tuple[Any, ...]]], public_id: str) -> int:
    return next(int(row[0]) for row in kept["report"] if row[1] == public_id)


async def test_whether_a_child_is_on_file_does_not_show_in_a_report(place: Place) -> None:
    answers = []
    for child in (place.ground.id("child"), "chd_" + "0" * 32):
        answer = await place.write("fileReport", place.ground.caller("school"), show="", childId=child, divisionCode="no code")
        answers.append(problems(answer))
    assert answers == [[("divisionCode", "DIVISION_UNKNOWN")]] * 2


async def test_a_record_that_is_restored_while_the_night_runs_stays(place: Place) -> None:
    await _hidden_case(place)
    ended = await _ended(place)
    await place.change(update(TABLES["Incident"]).values(status="CLOSED"))
    run = night(place)
    (key,) = (place.ground.rows["child"]["id"],)
    await _restore(place, ended)
    done = Night()
    await run.let_go(done, (key,))
    assert done.let_go == 0 and await _sees(place, "town")


async def test_tasks_of_the_lead_unit_go_with_the_record_and_lapse_where_it_was_the_other(place: Place) -> None:
    await _settled(place)
    ground = place.ground
    child, other = ground.rows["child"], ground.rows["classmate"]
    for key, (of, than) in enumerate(((child, other), (other, child)), FIRST_KEY):
        row = ground.maker.row(
            CATALOG["LeadTask"], id=key, kind="DUPLICATE", record="Child", record_key=of["id"], record_id=of["public_id"],
            other_key=than["id"], other_record_id=than["public_id"], child_id=of["id"], status="OPEN", settled_at=None,
            opened_at=NOW, settled_by_person_id=None, district_id=DISTRICT,
            holder_organisation_id=ground.rows["civil_affairs"]["id"],
        )  # fmt: skip
        await put(place, {"LeadTask": row})
    asked = "{ leadTasks { nodes { recordId status } } }"
    lead = ground.caller("civil_affairs")
    before = await place.run(asked, lead)
    assert {n["status"] for n in before["data"]["leadTasks"]["nodes"]} == {"OPEN"}
    ended = await _ended(place)
    gone = await place.run(asked, lead)
    assert gone["data"]["leadTasks"]["nodes"] == [{"recordId": other["public_id"], "status": "LAPSED"}]
    await _restore(place, ended)
    assert await place.run(asked, lead) == before
