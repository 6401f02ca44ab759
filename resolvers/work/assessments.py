"""Assessments: the town opens one, asks others for their parts, drafts it; another person signs it (四(三))."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select

from core.errors import TonghuError, Words
from db.tables import TABLES
from db.tables.service import PERSON
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import divisions, not_so
from resolvers.work.chain import NO_SUCH_RELATIVE, RELATIVES, case, moved, organisation
from resolvers.work.petitions import alone_with_petitions

_INCIDENT, _PART, _PLAN, _TIE = (TABLES[n] for n in ("Incident", "AssessmentPart", "HelpPlan", "Guardianship"))
_SOURCE = select(_INCIDENT.c.report_id).where(_INCIDENT.c.id == bindparam("incident"))
_WAITING = select(_PART.c.id).where(
    _PART.c.assessment_id == bindparam("assessment"), _PART.c.status == "ASKED", _PART.c.due_on >= bindparam("today")
)  # fmt: skip
_PLANS = select(_PLAN.c.status).where(_PLAN.c.assessment_id == bindparam("assessment"))
_RELATED = select(_TIE.c.id).where(
    _TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"), _TIE.c.ends_at > bindparam("now"),
    _TIE.c.barred_until <= bindparam("now"),
    or_(*(_TIE.c.relationship == r for r in RELATIVES)),
)  # fmt: skip
_PETITION, _STEP = TABLES["Petition"], TABLES["PetitionStageChange"]
_FILED = select(_PETITION.c.id).join(_STEP, _STEP.c.petition_id == _PETITION.c.id).where(
    _PETITION.c.child_id == bindparam("child"), or_(*(_PETITION.c.stage == s for s in ("FILED", "ACCEPTED", "HEARD"))),
    _STEP.c.stage == "FILED", _STEP.c.changed_by_person_id == bindparam("person"),
)  # fmt: skip
_NAME = select(PERSON.c.name).where(PERSON.c.id == bindparam("person"))

ASKED = {"VILLAGE": "VILLAGE", "SCHOOL": "SCHOOL", "HOSPITAL": "HOSPITAL", "SOCIAL_WORK": "SOCIAL_WORK_BODY"}
"""Kind of part -> kind of organisation that answers it; relatives answer theirs themselves."""


@work("openAssessment")
async def open_assessment(at: Work) -> Outcome:
    """Opens an assessment, on a notice of police or alone; due after `assessment_days`. The report behind a notice recuses."""
    child = await at.find("Child", at.given("childId"), "childId")
    source = None
    if at.given("townNoticeId") is not None:
        notice = await at.find("TownNotice", at.given("townNoticeId"), "townNoticeId")
        if child is not None and notice is not None and notice["child_id"] != child["id"]:
            at.problem("VALUE_INVALID", "townNoticeId", reason=Words("通报所涉不是该儿童", "the notice is about another child"))
        if notice is not None:
            source = (await at.transaction.fetch(_SOURCE, {"incident": notice["incident_id"]}))[0][0]
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "opened_on": at.today, "due_on": at.today + timedelta(days=at.view.numbers["assessment_days"]), "signed_at": None,
        "signed_by": None, "risk_level": None, "summary": None, "safety": None, "guardianship": None, "body_and_mind": None,
        "child_id": child["id"], "organisation_id": at.caller.organisation_id, "report_id": source,
        "prepared_by_person_id": None, "signed_by_person_id": None, **divisions(child),
    }  # fmt: skip
    return Outcome(await at.begin("Assessment", values))


@work("askAssessmentPart")
async def ask_assessment_part(at: Work) -> Outcome:
    """Asks one body, or a near relative, for its part; due after `assessment_part_days`. Never the respondent's organisation."""
    question, assessment = at.text("question", 2000, lines=True), await case(at, "Assessment", "assessmentId")
    asked = await _asked(at, assessment)
    at.stop_if_problems()
    await at.move("Assessment", assessment, name="assessmentId")
    values = {
        "kind": at.given("kind"), "question": question, "asked_on": at.today,
        "due_on": at.today + timedelta(days=at.view.numbers["assessment_part_days"]), "answered_on": None, "answer": None,
        "child_id": assessment["child_id"], "assessment_id": assessment["id"], **asked,
        "asked_by_person_id": at.caller.person_id, "answered_by_person_id": None, **divisions(assessment),
    }  # fmt: skip
    return Outcome(await at.begin("AssessmentPart", values))


async def _asked(at: Work, assessment: Found) -> dict[str, Any]:
    """The columns of who is asked; notes who may not be."""
    relative = at.given("kind") == "RELATIVES"
    needed, other = ("relativeId", "askedOrganisationId") if relative else ("askedOrganisationId", "relativeId")
    if at.given(other) is not None:
        at.problem("VALUE_INVALID", other, reason=Words("与协助方不符", "not for this kind of part"))
    if at.given(needed) is None:
        at.problem("VALUE_INVALID", needed, reason=Words("须写明被询方", "this kind of part needs who is asked"))
        return {}
    if not relative:
        body = await organisation(at, needed, assessment["child_id"], ASKED[at.given("kind")])
        return {"asked_organisation_id": body["id"] if body else None, "relative_guardian_id": None}
    guardian = await at.find("Guardian", at.given(needed), needed)
    if guardian is not None:
        named = {"child": assessment["child_id"], "guardian": guardian["id"], "now": at.now}
        if not await at.transaction.fetch(_RELATED, named):
            at.problem("VALUE_INVALID", needed, reason=NO_SUCH_RELATIVE)
    return {"asked_organisation_id": None, "relative_guardian_id": guardian["id"] if guardian else None}


@work("answerAssessmentPart")
async def answer_assessment_part(at: Work) -> Outcome:
    """Who was asked answers, or says why not."""
    answer = at.text("answer", 5000, lines=True)
    return await moved(
        at, "AssessmentPart", "DECLINED" if at.given("declined") else "ANSWERED",
        answer=answer, answered_on=at.today, answered_by_person_id=at.caller.person_id,
    )  # fmt: skip


@work("completeAssessment")
async def complete_assessment(at: Work) -> Outcome:
    """Completes the draft, once no part is waited for; who does so has prepared it."""
    texts = {n: at.text(n, 5000, lines=True) for n in ("summary", "safety", "guardianship", "bodyAndMind")}
    assessment = await case(at, "Assessment")
    named = {"assessment": assessment["id"], "today": at.today}
    if assessment["status"] == "PARTS_ASKED" and await at.transaction.fetch(_WAITING, named):
        reason = Words("尚有未到期的协助意见待答复", "a part is still to be answered and not overdue")
        at.problem("VALUE_INVALID", "id", reason=reason)
    at.stop_if_problems()
    values = {
        "risk_level": at.given("riskLevel"), "summary": texts["summary"], "safety": texts["safety"],
        "guardianship": texts["guardianship"], "body_and_mind": texts["bodyAndMind"],
        "prepared_by_person_id": at.caller.person_id,
    }  # fmt: skip
    await at.move("Assessment", assessment, values)
    return Outcome(assessment["id"])


@work("signAssessment")
async def sign_assessment(at: Work) -> Outcome:
    """Signs an assessment that another person prepared; its clock is the service's. Who has filed a petition for the child that
    still runs signs none."""
    assessment = await case(at, "Assessment")
    if assessment["status"] == "DRAFTED" and assessment["prepared_by_person_id"] == at.caller.person_id:
        reason = Words("须由起草人以外的人签署", "another person than who prepared it must sign")
        raise Problems(TonghuError("VALUE_INVALID", field="id", reason=reason))
    await alone_with_petitions(at, assessment["child_id"])
    filed = await at.transaction.fetch(_FILED, {"child": assessment["child_id"], "person": at.caller.person_id})
    if assessment["status"] == "DRAFTED" and filed:
        raise not_so("办理申请的人不得签署评估", "who filed a petition for the child does not sign its assessment")
    name = (await at.transaction.fetch(_NAME, {"person": at.caller.person_id}))[0][0]
    values = {"signed_at": at.now, "signed_by": name, "signed_by_person_id": at.caller.person_id}
    await at.move("Assessment", assessment, values)
    return Outcome(assessment["id"])


@work("closeAssessment")
async def close_assessment(at: Work) -> Outcome:
    """Closes an assessment whose plans have ended; one of high risk is not closed without any plan."""
    assessment = await case(at, "Assessment")
    plans = [r[0] for r in await at.transaction.fetch(_PLANS, {"assessment": assessment["id"]})]
    if assessment["status"] == "SIGNED" and any(s in ("DRAFT", "RUNNING") for s in plans):
        at.problem("VALUE_INVALID", "id", reason=Words("帮扶计划尚未结束", "a plan of help has not ended"))
    elif assessment["status"] == "SIGNED" and not plans and assessment["risk_level"] in ("HIGH", "URGENT"):
        at.problem("VALUE_INVALID", "id", reason=Words("高风险须有帮扶计划", "a risk that high needs a plan of help"))
    at.stop_if_problems()
    await at.move("Assessment", assessment)
    return Outcome(assessment["id"])
