"""The parts that the stories of the chain have in common, from the report to the closing (四(一) to 四(四))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.story.telling import Story

PARTS: Mapping[str, tuple[str, str, str]] = {
    "village": ("VILLAGE", "邻里所见如何？", "孩子常独自在家，邻居偶尔送饭"),
    "school": ("SCHOOL", "在校情况如何？", "近两周三次未到校，情绪低落"),
    "hospital": ("HOSPITAL", "身体状况如何？", "营养不良，无急症"),
    "social workers": ("SOCIAL_WORK", "心理状况如何？", "不愿与人交谈，需要疏导"),
    "grandmother": ("RELATIVES", "您能否照料？", "我愿意照料孙子"),
}
"""Who answers a part of an assessment -> (kind of part, question, answer)."""


def reported(story: Story, by: str, kind: str, hours: float = 1, **given: str) -> None:
    """The reporter discovers, and so many hours later reports."""
    story.does(
        by, "fileReport", show="kind status", kind=kind, content="孩子处境危险，请尽快处置",
        discoveredAt=story.ago(hours=hours),
        **({"childDescription": "本村学龄儿童"} | ({} if by == "citizen" else {"childId": "$child"}) | given),
    )  # fmt: skip


def taken_up(story: Story, kind: str, sought: str | None = None, **given: Any) -> None:
    """Police receive the report, send officers and record the incident: of a child that was described by an exact search."""
    story.does("police", "receiveReport", on="report", show="status receivedAt")
    story.does("police", "dispatchReport", on="report", show="status dispatchedAt")
    found = {"childId": "$child", "reportId": "$report", "kind": kind, "summary": "已到场，孩子安全"}
    story.does("police", "recordIncident", show="kind status openedAt", sought=sought, **(found | given))


def measure(story: Story, kind: str, result: str, on: str | None = None, done: bool = True) -> None:
    """Police order a measure, begin it and complete it, or give it up."""
    addressed = {} if on is None else {"guardianId": f"${on}"}
    story.does("police", "orderResponse", show="kind status", incidentId="$incident", kind=kind, named="measure", **addressed)
    story.does("police", "startResponse", on="measure", show="kind status")
    story.does("police", "completeResponse" if done else "cancelResponse", on="measure", show="kind status result", result=result)


def helped_by(story: Story, who: str, kind: str, request: str, answer: str) -> None:
    """Police ask for assistance, who is asked answers, and police read the answer."""
    name = who.replace(" ", "_")
    story.does(
        "police", "requestAssistance", show="kind status dueAt", incidentId="$incident", askedOrganisationId=f"${name}",
        kind=kind, request=request, named="request",
    )  # fmt: skip
    story.does(who, "answerAssistance", on="request", show="status", answer=answer)
    story.sees("police", 'assistanceRequest(id: "$request") { status answer }',
               {"assistanceRequest": {"status": "ANSWERED", "answer": answer}})  # fmt: skip


def town_told(story: Story) -> None:
    """The town sees nothing of the incident before police tell it; then it acknowledges."""
    story.refused("town", "openAssessment", "NOT_FOUND", at="townNoticeId", childId="$child", townNoticeId="tno_" + "0" * 32)
    story.does("police", "notifyTown", show="status noticedAt", incidentId="$incident", content="请启动调查评估")
    story.does("town", "acknowledgeTownNotice", on="townNotice", show="status acknowledgedAt")
    story.hidden("other town", 'townNotice(id: "$townNotice") { status }', 'child(id: "$child") { name }')
    story.unknown("town", 'incident(id: "$incident") { kind }')


def assessed(story: Story, risk: str, parts: tuple[str, ...] = tuple(PARTS)) -> None:
    """The town assesses: each body answers its own part and sees no other's; a second person signs."""
    story.does(
        "town", "openAssessment", show="status openedOn dueOn", childId="$child",
        **({"townNoticeId": "$townNotice"} if "townNotice" in story.ids else {}),
    )  # fmt: skip
    for who in parts:
        kind, question, _ = PARTS[who]
        asked = "relativeId" if kind == "RELATIVES" else "askedOrganisationId"
        story.does(
            "town", "askAssessmentPart", show="kind status", named=f"part_{kind}", assessmentId="$assessment", kind=kind,
            question=question, **{asked: "$" + who.replace(" ", "_")},
        )  # fmt: skip
    if parts:
        story.refused("town", "completeAssessment", "VALUE_INVALID", at="id", on="assessment", **_draft(risk))
    for who in parts:
        kind, _, answer = PARTS[who]
        story.does(who, "answerAssessmentPart", on=f"part_{kind}", show="status", answer=answer)
        others = [PARTS[other][0] for other in parts if other != who]
        story.hidden(who, *(f'assessmentPart(id: "$part_{other}") {{ status }}' for other in others[:1]))
    story.does("town", "completeAssessment", on="assessment", show="status riskLevel", **_draft(risk))
    story.refused("town", "signAssessment", "VALUE_INVALID", at="id", on="assessment")
    story.does("town's second", "signAssessment", on="assessment", show="status signedAt")


def _draft(risk: str) -> dict[str, str]:
    return {
        "riskLevel": risk, "summary": "监护缺失，需帮扶", "safety": "夜间无人照看", "guardianship": "父母均外出",
        "bodyAndMind": "情绪低落",
    }  # fmt: skip


def planned(story: Story, measures: Mapping[str, str]) -> None:
    """The town makes a plan, with measures by kind and who answers for each; each is carried out, then the plan is closed."""
    story.does(
        "town", "makeHelpPlan", show="status goal", assessmentId="$assessment", goal="孩子得到妥善照料",
        startsOn=story.day(), endsOn=story.day(180), nextReviewOn=story.day(30),
    )  # fmt: skip
    story.does("town", "startIntervention", show="kind status", childId="$child", kind=next(iter(measures)))
    for kind, who in measures.items():
        story.does(
            "town", "addHelpMeasure", show="kind status", named=f"help_{kind}", planId="$helpPlan", kind=kind,
            organisationId="$" + who.replace(" ", "_"), dueOn=story.day(60),
        )  # fmt: skip
    story.refused("town", "closeHelpPlan", "VALUE_INVALID", at="id", on="helpPlan")
    for kind in measures:
        story.does("town", "completeHelpMeasure", on=f"help_{kind}", show="kind status")
    story.does("town", "endIntervention", on="intervention", show="status", note="效果良好")
    story.does("town", "closeHelpPlan", on="helpPlan", show="status")


def closed(story: Story) -> None:
    """The assessment, the incident and the report are closed; the reporter is told, and reads it with his receipt."""
    if "assessment" in story.ids:
        story.does("town", "closeAssessment", on="assessment", show="status")
    story.does("police", "closeIncident", on="incident", show="status closedAt")
    story.does("police", "giveFeedback", on="report", show="status feedback", feedback="孩子已得到妥善照料，感谢您的报告")
    story.does("police", "closeReport", on="report", show="status")
    told = {"reports": {"nodes": [{"status": "CLOSED", "feedback": "孩子已得到妥善照料，感谢您的报告"}]}}
    story.sees("citizen", "reports { nodes { status feedback } }", told, receipt="report")


def judged(story: Story, by: str, ground: str, ruling: str = "REVOKED", **given: str) -> None:
    """Petition against the father, with the grandmother proposed as guardian; the court sees it only now, and rules on it."""
    story.does(
        by, "filePetition", show="stage", childId="$child", respondentId="$father", ground=ground,
        proposedGuardianId="$grandmother", **given,
    )  # fmt: skip
    story.sees("court", 'petition(id: "$petition") { stage ground } child(id: "$child") { id }',
               {"petition": {"stage": "FILED", "ground": ground}, "child": {"id": "$child"}})  # fmt: skip
    for event in ("acceptPetition", "hearPetition"):
        story.does("court", event, on="petition", show="stage")
    story.does("court", "rulePetition", on="petition", show="stage ruling ruledOn", ruling=ruling)


def only_the_change_is_told(story: Story) -> None:
    """After a revocation those around the child learn from whom to whom and when; never the ground, the evidence, the petition."""
    change = "guardianshipChanges { nodes { fromName toName changedOn } }"
    for who in ("school", "village", "town"):
        story.sees(who, f'child(id: "$child") {{ {change} }}',
                   {"child": {"guardianshipChanges": {"nodes": [{"changedOn": story.day()}]}}})  # fmt: skip
    story.unknown("school", 'petition(id: "$petition") { ground }')
    story.unknown("town", 'petition(id: "$petition") { ground }')
