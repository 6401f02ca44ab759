"""The emergency response beyond its tables: measures that fit, hosts that may have the child, who signs an assessment.

Mechanisms: M15, M16.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from db.tables import TABLES
from tests.mutations.cases.assessment import DRAFT, assessment
from tests.mutations.cases.incident import incident
from tests.mutations.cases.kit import Stand
from tests.mutations.place import Place, problems

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _incident(place: Place, **given: Any) -> tuple[Stand, Any]:
    stand = Stand(place)
    made = stand.add("Incident", **incident(stand, **given))
    await stand.put()
    return stand, made


async def test_a_measure_that_does_not_fit_is_refused_and_those_that_do_are_named(place: Place) -> None:
    await place.reset()
    _, made = await _incident(place, kind="MISSING")
    police, before = place.ground.caller("police"), await place.tables()
    answer = await place.write("orderResponse", police, show="", incidentId=made["public_id"], kind="STOP_VIOLENCE")
    assert problems(answer) == [("kind", "VALUE_INVALID")]
    assert answer["data"]["done"]["problems"][0]["message"].endswith("these do: SEARCH, CONTACT_PARENTS, ESCORT_TO_CARE")
    assert await place.tables() == before


async def test_no_injury_is_assessed_of_a_child_that_is_missing(place: Place) -> None:
    await place.reset()
    _, made = await _incident(place, kind="MISSING")
    answer = await place.write(
        "requestInjuryAssessment", place.ground.caller("police"), show="", incidentId=made["public_id"],
        hospitalId=place.ground.id("hospital"),
    )  # fmt: skip
    assert problems(answer) == [("incidentId", "VALUE_INVALID")]


async def test_the_organisation_of_the_respondent_is_neither_host_nor_asked(place: Place) -> None:
    await place.reset()
    home = place.ground.rows["welfare_home"]["id"]
    _, made = await _incident(place, respondent_organisation_id=home)
    police, child, body = place.ground.caller("police"), place.ground.id("child"), place.ground.id("welfare_home")
    placed = await place.write(
        "placeChild", police, show="", childId=child, reason="VIOLENCE", hostKind="WELFARE_HOME", hostOrganisationId=body
    )
    assert ("hostOrganisationId", "VALUE_INVALID") in problems(placed)
    asked = await place.write(
        "requestAssistance", police, show="", incidentId=made["public_id"], askedOrganisationId=body, kind="INFORMATION",
        request="请提供情况",
    )  # fmt: skip
    assert ("askedOrganisationId", "VALUE_INVALID") in problems(asked)


async def test_a_report_stays_closed_to_the_employer_of_its_first_respondent(place: Place) -> None:
    await place.reset()
    police, school = place.ground.caller("police"), place.ground.caller("school")
    filed = await place.write("fileReport", school, childId=place.ground.id("child"))
    report = filed["data"]["done"]["report"]["id"]

    async def recorded(**given: str) -> list[tuple[str | None, str]]:
        usual = {"reportId": report, "kind": "DOMESTIC_VIOLENCE", "summary": "已到场"}
        return problems(await place.write("recordIncident", police, show="", **{**usual, **given}))

    async def seen() -> bool:
        answer = await place.run(f'{{ report(id: "{report}") {{ status }} }}', school)
        return answer["data"]["report"] is not None

    assert await seen()
    assert await recorded(respondentOrganisationId=place.ground.id("school")) == []
    assert not await seen()
    assert await recorded(respondentOrganisationId=place.ground.id("village")) == [("reportId", "VALUE_INVALID")]
    assert await recorded() == []
    assert not await seen()


@pytest.mark.parametrize(
    ("reason", "kind", "host"),
    [("LIVING_ALONE", "TEMPORARY_SHELTER", "temporary_shelter"), ("VIOLENCE", "VILLAGE", "village")],
)
async def test_a_host_must_fit_the_reason(place: Place, reason: str, kind: str, host: str) -> None:
    await place.reset()
    answer = await place.write(
        "placeChild", place.ground.caller("civil_affairs"), show="", childId=place.ground.id("child"), reason=reason,
        hostKind=kind, hostOrganisationId=place.ground.id(host),
    )  # fmt: skip
    assert problems(answer) == [("hostKind", "VALUE_INVALID")]


async def test_a_village_cannot_ask_for_a_place(place: Place) -> None:
    await place.reset()
    answer = await place.write("placeChild", place.ground.caller("village"), show="", childId=place.ground.id("child"))
    assert {e["extensions"]["code"] for e in answer["errors"]} == {"FIELD_NOT_AVAILABLE"}


async def test_a_parent_is_no_host(place: Place) -> None:
    await place.reset()
    answer = await place.write(
        "placeChild", place.ground.caller("civil_affairs"), show="", childId=place.ground.id("child"), reason="UNFIT_CARE",
        hostKind="RELATIVE", hostGuardianId=place.ground.id("guardian"),
    )  # fmt: skip
    assert problems(answer) == [("hostGuardianId", "VALUE_INVALID")]


async def test_an_incident_is_not_closed_before_the_town_is_told(place: Place) -> None:
    await place.reset()
    _, made = await _incident(place)
    police = place.ground.caller("police")
    shown = await place.run(f'{{ incident(id: "{made["public_id"]}") {{ version }} }}', police)
    given = {"id": made["public_id"], "expectedVersion": shown["data"]["incident"]["version"]}
    assert problems(await place.write("closeIncident", police, show="", **given)) == [("id", "VALUE_INVALID")]
    told = await place.write("notifyTown", police, show="status", incidentId=made["public_id"], content="请评估")
    assert told["data"]["done"]["townNotice"] == {"status": "SENT"}
    closed = await place.write("closeIncident", police, show="status", **given)
    assert closed["data"]["done"]["incident"] == {"status": "CLOSED"}


async def test_an_incident_receives_the_report_that_it_comes_from(place: Place) -> None:
    await place.reset()
    report, row = TABLES["Report"], place.ground.rows["report"]
    await place.change(update(report).where(report.c.id == row["id"]).values(status="FILED", received_at=None))
    assert problems(await place.write("recordIncident", place.ground.caller("police"), show="")) == []
    assert await place.rows(select(report.c.status).where(report.c.id == row["id"])) == [("RECEIVED",)]
    await place.change(update(report).where(report.c.id == row["id"]).values(status="CLOSED"))
    assert problems(await place.write("recordIncident", place.ground.caller("police"), show="")) == [("reportId", "VALUE_INVALID")]


async def test_another_person_signs_than_who_prepared(place: Place) -> None:
    await place.reset()
    stand = Stand(place)
    made = stand.add("Assessment", **assessment(stand, status="OPEN"))
    await stand.put()

    async def step(mutation: str, number: int, **given: Any) -> dict[str, Any]:
        caller = place.ground.caller("town", number=number)
        shown = await place.run(f'{{ assessment(id: "{made["public_id"]}") {{ version }} }}', caller)
        version = shown["data"]["assessment"]["version"]
        return await place.write(mutation, caller, show="status", id=made["public_id"], expectedVersion=version, **given)

    assert problems(await step("completeAssessment", 0, **DRAFT)) == []
    assert problems(await step("signAssessment", 0)) == [("id", "VALUE_INVALID")]
    assert problems(await step("signAssessment", 1)) == []
    assert problems(await step("closeAssessment", 1)) == [("id", "VALUE_INVALID")]  # of high risk, and without a plan


async def test_a_draft_waits_for_the_parts_asked_for(place: Place) -> None:
    await place.reset()
    stand = Stand(place)
    made = stand.add("Assessment", **assessment(stand, status="OPEN"))
    await stand.put()
    town = place.ground.caller("town")
    wrong = {"assessmentId": made["public_id"], "kind": "HOSPITAL", "question": "在校情况"}
    asked = await place.write("askAssessmentPart", town, show="", askedOrganisationId=place.ground.id("school"), **wrong)
    assert problems(asked) == [("askedOrganisationId", "VALUE_INVALID")]
    right = wrong | {"kind": "SCHOOL", "askedOrganisationId": place.ground.id("school")}
    assert problems(await place.write("askAssessmentPart", town, show="", **right)) == []
    shown = await place.run(f'{{ assessment(id: "{made["public_id"]}") {{ version status }} }}', town)
    assert shown["data"]["assessment"]["status"] == "PARTS_ASKED"
    early = await place.write(
        "completeAssessment", town, show="", id=made["public_id"], expectedVersion=shown["data"]["assessment"]["version"], **DRAFT
    )
    assert problems(early) == [("id", "VALUE_INVALID")]
