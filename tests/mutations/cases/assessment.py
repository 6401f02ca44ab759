"""Assessments of the town and what follows from them: parts, plans, measures, interventions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.mutations.cases.incident import about, notice
from tests.mutations.cases.kit import Kit, Stand
from tests.oracle.pools import NOW
from tests.oracle.world import Values

TODAY = NOW.date()
RELATIVE = "near_relative"


def assessment(stand: Stand, **given: Any) -> Values:
    """Columns of an assessment of the child by the town, which nobody has prepared or signed by name."""
    return {
        "report_id": None, "risk_level": "LOW", "organisation_id": stand.ground.rows["town"]["id"],
        "prepared_by_person_id": None, "signed_by_person_id": None, **about(stand), **given,
    }  # fmt: skip


def _row(stand: Stand, state: str, _: str) -> Values:
    return stand.add("Assessment", **assessment(stand, status=state))


def _signed(stand: Stand) -> Values:
    return stand.shared("signed", "Assessment", **assessment(stand, status="SIGNED"))


def plan(stand: Stand, status: str = "RUNNING") -> Values:
    """Columns of a plan on the signed assessment."""
    return {
        "status": status, "assessment_id": _signed(stand)["id"], "prepared_by_person_id": None, "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=60), **about(stand),
    }  # fmt: skip


def _part(stand: Stand, state: str, subject: str) -> Values:
    asked, relative = stand.organisation(subject), subject == RELATIVE
    school = stand.ground.rows["school"]["id"]
    return stand.add(
        "AssessmentPart", status=state, kind="RELATIVES" if relative else "SCHOOL", assessment_id=_signed(stand)["id"],
        asked_organisation_id=None if relative else asked or school,
        relative_guardian_id=stand.ground.rows["guardian"]["id"] if relative else None, asked_by_person_id=None,
        answered_by_person_id=None, **about(stand),
    )  # fmt: skip


def _ask(stand: Stand, _: str) -> dict[str, Any]:
    being = stand.shared("open", "Assessment", **assessment(stand, status="OPEN"))
    return {
        "assessmentId": being["public_id"], "kind": "SCHOOL", "question": "在校情况",
        "askedOrganisationId": stand.ground.rows["school"]["public_id"],
    }  # fmt: skip


def _measure(stand: Stand, state: str, _: str) -> Values:
    return stand.add(
        "HelpMeasure", status=state, plan_id=stand.shared("plan", "HelpPlan", **plan(stand))["id"], intervention_id=None,
        organisation_id=stand.ground.rows["town"]["id"], **about(stand),
    )  # fmt: skip


def _add(stand: Stand, _: str) -> dict[str, Any]:
    return {
        "planId": stand.shared("plan", "HelpPlan", **plan(stand))["public_id"], "kind": "COUNSELLING",
        "organisationId": stand.ground.rows["social_work_body"]["public_id"], "dueOn": TODAY.isoformat(),
    }  # fmt: skip


def _intervention(stand: Stand, state: str, _: str) -> Values:
    return stand.add(
        "Intervention", status=state, kind="COUNSELLING", report_id=None, organisation_id=None, sealed=False, **about(stand)
    )


DRAFT = {
    "riskLevel": "HIGH", "summary": "监护缺失", "safety": "夜间无人照看", "guardianship": "父母均外出", "bodyAndMind": "情绪低落",
}  # fmt: skip

KITS = (
    Kit(
        "Assessment", _row,
        {
            "openAssessment": lambda stand, subject: {
                "childId": stand.ground.id("child"), "townNoticeId": notice(stand, "SENT", subject, noticed_at=NOW)["public_id"],
            },
            "askAssessmentPart": _ask,
            "completeAssessment": lambda *_: DRAFT,
        },
        {"askAssessmentPart": "assessmentId"},
    ),
    Kit("AssessmentPart", _part, {"askAssessmentPart": _ask, "answerAssessmentPart": lambda *_: {"answer": "表现正常"}}),
    Kit(
        "HelpPlan", lambda stand, state, _: stand.add("HelpPlan", **plan(stand, state)),
        {
            "reviewHelpPlan": lambda _, __: {"reviewFinding": "按计划落实"},
            "makeHelpPlan": lambda stand, _: {
                "assessmentId": _signed(stand)["public_id"], "goal": "父母返乡", "startsOn": TODAY.isoformat(),
                "endsOn": TODAY.replace(month=12).isoformat(),
            },
            "addHelpMeasure": _add,
        },
        {"addHelpMeasure": "planId"},
    ),
    Kit("HelpMeasure", _measure, {"addHelpMeasure": _add}),
    Kit(
        "Intervention", _intervention,
        {"startIntervention": lambda stand, _: {"childId": stand.ground.id("child"), "kind": "COUNSELLING"}},
    ),
)  # fmt: skip
