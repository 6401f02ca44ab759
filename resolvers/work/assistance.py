"""Police ask organisations for assistance with an incident, who answer or decline in time (四(一), 四(二))."""

from __future__ import annotations

from datetime import timedelta

from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.chain import NOT_IN_THIS_MATTER, moved, open_incident, organisation, subject_of


@work("requestAssistance")
async def request_assistance(at: Work) -> Outcome:
    """Asks an organisation that may answer, never the one that the respondent works for; due after `assistance_answer_hours`."""
    request, incident = at.text("request", 5000, lines=True), await open_incident(at)
    asked = await organisation(at, "askedOrganisationId", incident["child_id"] if incident else None)
    if asked is not None and incident is not None and asked["id"] == incident["respondent_organisation_id"]:
        at.problem("VALUE_INVALID", "askedOrganisationId", reason=NOT_IN_THIS_MATTER)
    if asked is not None:
        table = at.view.cases["AssistanceRequest"]
        if not table.moves_at_all("answerAssistance", await subject_of(at, asked)):
            at.problem("VALUE_INVALID", "askedOrganisationId", reason=NOT_IN_THIS_MATTER)
    at.stop_if_problems()
    assert incident is not None  # noqa: S101 - problems were raised otherwise
    assert asked is not None  # noqa: S101
    values = {
        "kind": at.given("kind"), "asked_at": at.now,
        "due_at": at.now + timedelta(hours=at.view.numbers["assistance_answer_hours"]), "request": request,
        "answered_at": None, "answer": None, "child_id": incident["child_id"], "incident_id": incident["id"],
        "asking_organisation_id": at.caller.organisation_id, "asked_organisation_id": asked["id"],
        "asked_by_person_id": at.caller.person_id, "answered_by_person_id": None, **divisions(incident),
    }  # fmt: skip
    return Outcome(await at.begin("AssistanceRequest", values))


@work("answerAssistance")
async def answer_assistance(at: Work) -> Outcome:
    """Answers, or declines and says why; the clock is the service's."""
    answer = at.text("answer", 5000, lines=True)
    return await moved(
        at, "AssistanceRequest", "DECLINED" if at.given("declined") else "ANSWERED",
        answer=answer, answered_at=at.now, answered_by_person_id=at.caller.person_id,
    )  # fmt: skip


@work("withdrawAssistanceRequest")
async def withdraw_assistance_request(at: Work) -> Outcome:
    """Withdraws a request that nobody has answered."""
    return await moved(at, "AssistanceRequest")
