"""Reviews of plans of help: each meets the duty and says when the next is due (四(三)).

Mechanisms: M16.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from db.tables import TABLES
from tests.mutations.cases.assessment import assessment, plan
from tests.mutations.cases.incident import about
from tests.mutations.cases.kit import Stand
from tests.mutations.place import Place, problems
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = NOW.date()
DUTY = TABLES["Duty"]


async def _running(place: Place) -> Values:
    stand = Stand(place)
    columns = plan(stand) | {
        "starts_on": TODAY - timedelta(days=30), "ends_on": TODAY + timedelta(days=60), "next_review_on": TODAY,
        "last_reviewed_on": None, "review_finding": None,
    }  # fmt: skip
    made = stand.add("HelpPlan", **columns)
    await stand.put()
    await place.write("registerGuardian", place.ground.caller("town"))  # what is due about the child is made from its records
    return made


async def _review(place: Place, made: Values, following: date | None) -> list[tuple[str | None, str]]:
    town, named = place.ground.caller("town"), {"id": made["public_id"]}
    seen = await place.run("query($id: ID!) { helpPlan(id: $id) { version } }", town, named)
    answer = await place.write(
        "reviewHelpPlan", town, show="reviewFinding lastReviewedOn nextReviewOn", reviewFinding="按计划落实",
        nextReviewOn=following and following.isoformat(), expectedVersion=seen["data"]["helpPlan"]["version"], **named,
    )  # fmt: skip
    if not problems(answer):
        assert answer["data"]["done"]["helpPlan"] == {
            "reviewFinding": "按计划落实", "lastReviewedOn": TODAY.isoformat(), "nextReviewOn": following and following.isoformat(),
        }  # fmt: skip
    return problems(answer)


async def _due(place: Place, made: Values) -> list[str]:
    rows = await place.rows(
        select(DUTY.c.due_at).where(DUTY.c.code == "help_plan_review", DUTY.c.source_id == made["id"])
    )
    return [str(row[0])[:10] for row in rows]


async def test_a_town_whose_staff_becomes_the_respondent_owes_neither_review_nor_measure_any_more(place: Place) -> None:
    town, police = place.ground.caller("town"), place.ground.caller("police")
    stand = Stand(place)
    made = stand.add("HelpPlan", **plan(stand) | {"starts_on": TODAY, "next_review_on": TODAY})
    stand.add(
        "HelpMeasure", status="PLANNED", due_on=TODAY, done_on=None, plan_id=made["id"], intervention_id=None,
        organisation_id=place.ground.rows["town"]["id"], **about(stand),
    )  # fmt: skip
    signed = stand.shared("signed", "Assessment")
    await stand.put()
    assessment, report = TABLES["Assessment"], place.ground.rows["report"]["id"]
    await place.change(update(assessment).where(assessment.c.id == signed["id"]).values(report_id=report))
    owed = '{ duties(filter: { code: { in: ["help_plan_review", "help_measure"] } }) { nodes { code } } }'
    await place.write("registerGuardian", town)  # what is due about the child is made from its records
    assert len((await place.run(owed, town))["data"]["duties"]["nodes"]) == 2
    opened = await place.write("recordIncident", police, show="", respondentOrganisationId=place.ground.rows["town"]["public_id"])
    assert problems(opened) == []
    assert (await place.run(owed, town))["data"]["duties"]["nodes"] == []


async def test_a_review_moves_the_duty_to_the_next_one_and_ends_it_without(place: Place) -> None:
    made = await _running(place)
    (first,) = await _due(place, made)
    assert await _review(place, made, TODAY + timedelta(days=30)) == []
    (following,) = await _due(place, made)
    assert date.fromisoformat(following) - date.fromisoformat(first) == timedelta(days=30)
    assert await _review(place, made, None) == []
    assert await _due(place, made) == []


@pytest.mark.parametrize("days", [0, -1, 61])
async def test_the_next_review_lies_ahead_and_within_the_plan(place: Place, days: int) -> None:
    made = await _running(place)
    before = await place.tables()
    assert await _review(place, made, TODAY + timedelta(days=days)) == [("nextReviewOn", "VALUE_INVALID")]
    assert await place.tables() == before


async def _plan(place: Place, **days: int) -> list[tuple[str | None, str]]:
    """The problems of a plan from today for 30 days, but for `days` (input -> days from today)."""
    stand = Stand(place)
    signed = stand.shared("signed", "Assessment", **assessment(stand, status="SIGNED"))
    await stand.put()
    given = {"startsOn": 0, "endsOn": 30} | days
    return problems(
        await place.write(
            "makeHelpPlan", place.ground.caller("town"), assessmentId=signed["public_id"], goal="父母返乡",
            **{name: (TODAY + timedelta(days=n)).isoformat() for name, n in given.items()},
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"startsOn": -30, "endsOn": 0}, []),
        ({"startsOn": -30, "endsOn": -1}, [("endsOn", "VALUE_INVALID")]),
        ({"startsOn": -30, "nextReviewOn": -1}, [("nextReviewOn", "VALUE_INVALID")]),
        ({"nextReviewOn": 31}, [("nextReviewOn", "VALUE_INVALID")]),
    ],
)
async def test_a_plan_is_not_over_when_it_is_made(place: Place, days: dict[str, int], wrong: list[tuple[str, str]]) -> None:
    assert await _plan(place, **days) == wrong


@pytest.mark.parametrize(("days", "wrong"), [(60, []), (61, [("dueOn", "VALUE_INVALID")]), (-1, [("dueOn", "VALUE_INVALID")])])
async def test_a_measure_is_due_within_its_plan(place: Place, days: int, wrong: list[tuple[str, str]]) -> None:
    made, town = await _running(place), place.ground.caller("town")
    answer = await place.write(
        "addHelpMeasure", town, planId=made["public_id"], kind="COUNSELLING", organisationId=place.ground.id("social_work_body"),
        dueOn=(TODAY + timedelta(days=days)).isoformat(),
    )  # fmt: skip
    assert problems(answer) == wrong
