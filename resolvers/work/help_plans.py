"""Help after an assessment: plans, their measures, and the interventions that carry them out (四(三))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, or_, select

from core.errors import Words
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import day, divisions
from resolvers.work.chain import case, moved, organisation

_MEASURE = TABLES["HelpMeasure"]
_UNDONE = select(_MEASURE.c.id).where(
    _MEASURE.c.plan_id == bindparam("plan"), or_(_MEASURE.c.status == "PLANNED", _MEASURE.c.status == "RUNNING")
)


@work("makeHelpPlan")
async def make_help_plan(at: Work) -> Outcome:
    """Makes a plan on a signed assessment."""
    goal, starts, ends = at.text("goal", 2000, lines=True), at.given("startsOn"), at.given("endsOn")
    review = at.given("nextReviewOn")
    assessment = await at.find("Assessment", at.given("assessmentId"), "assessmentId", lock=Lock.UPDATE)
    if assessment is not None and assessment["status"] != "SIGNED":
        at.problem("VALUE_INVALID", "assessmentId", reason=Words("评估尚未签署或已办结", "the assessment is not signed, or closed"))
    if ends < max(starts, at.today):
        reason = Words("不能早于今日和开始日期", "must lie neither in the past nor before the start")
        at.problem("VALUE_INVALID", "endsOn", reason=reason)
    if review is not None and not max(starts, at.today) <= review <= ends:
        reason = Words("须在计划期内且不早于今日", "must lie within the plan and not in the past")
        at.problem("VALUE_INVALID", "nextReviewOn", reason=reason)
    at.stop_if_problems()
    assert assessment is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "goal": goal, "starts_on": starts, "ends_on": ends, "next_review_on": review,
        "last_reviewed_on": None, "review_finding": None, "child_id": assessment["child_id"],
        "assessment_id": assessment["id"], "prepared_by_person_id": at.caller.person_id, **divisions(assessment),
    }  # fmt: skip
    return Outcome(await at.begin("HelpPlan", values))


@work("addHelpMeasure")
async def add_help_measure(at: Work) -> Outcome:
    """Adds a measure; the first one sets the plan going. It runs at once where an intervention carries it out."""
    plan, due = await case(at, "HelpPlan", "planId"), at.given("dueOn")
    if due < at.today:
        at.problem("VALUE_INVALID", "dueOn", reason=Words("不能早于今日", "must not lie in the past"))
    elif due > (day(plan["ends_on"]) or due):
        at.problem("VALUE_INVALID", "dueOn", reason=Words("须在计划期内", "must lie within the plan"))
    body = await organisation(at, "organisationId", plan["child_id"])
    carried = None
    if at.given("interventionId") is not None:
        carried = await at.find("Intervention", at.given("interventionId"), "interventionId")
        if carried is not None and carried["child_id"] != plan["child_id"]:
            at.problem("VALUE_INVALID", "interventionId", reason=Words("干预所涉不是该儿童", "it is about another child"))
    at.stop_if_problems()
    assert body is not None  # noqa: S101 - problems were raised otherwise
    await at.move("HelpPlan", plan, name="planId")
    values = {
        "kind": at.given("kind"), "due_on": due, "done_on": None, "child_id": plan["child_id"], "plan_id": plan["id"],
        "organisation_id": body["id"], "intervention_id": carried["id"] if carried else None, **divisions(plan),
    }  # fmt: skip
    return Outcome(await at.begin("HelpMeasure", values, "RUNNING" if carried else "PLANNED"))


@work("completeHelpMeasure")
async def complete_help_measure(at: Work) -> Outcome:
    """A measure is done, today."""
    return await moved(at, "HelpMeasure", done_on=at.today)


@work("dropHelpMeasure")
async def drop_help_measure(at: Work) -> Outcome:
    """Drops a measure."""
    return await moved(at, "HelpMeasure")


@work("reviewHelpPlan")
async def review_help_plan(at: Work) -> Outcome:
    """Puts down what a review found, today, and when the next one is; without a next one no review is due any more."""
    finding, following = at.text("reviewFinding", 2000, lines=True), at.given("nextReviewOn")
    plan = await at.find("HelpPlan", at.given("id"), "id", lock=Lock.UPDATE)
    if plan is not None and following is not None and not at.today < following <= (day(plan["ends_on"]) or following):
        reason = Words("须晚于今日且在计划期内", "must lie after today and within the plan")
        at.problem("VALUE_INVALID", "nextReviewOn", reason=reason)
    at.stop_if_problems()
    assert plan is not None  # noqa: S101 - problems were raised otherwise
    values = {"review_finding": finding, "last_reviewed_on": at.today, "next_review_on": following}
    await at.move("HelpPlan", plan, values)
    return Outcome(plan["id"])


@work("closeHelpPlan")
async def close_help_plan(at: Work) -> Outcome:
    """Closes a plan: completed where no measure is left, else stopped, which must be said and drops what is left."""
    plan = await case(at, "HelpPlan")
    undone = [r[0] for r in await at.transaction.fetch(_UNDONE, {"plan": plan["id"]})]
    stopped = bool(at.given("stopped")) or plan["status"] == "DRAFT"
    if plan["status"] == "RUNNING" and undone and not stopped:
        reason = Words(f"尚有 {len(undone)} 项措施未落实", f"{len(undone)} of its measures are neither done nor dropped")
        at.problem("VALUE_INVALID", "id", reason=reason)
    at.stop_if_problems()
    await at.move("HelpPlan", plan, to="STOPPED" if stopped else "COMPLETED")
    for key in undone:
        await at.consequence("HelpMeasure", {"status": "DROPPED"}, key)
    return Outcome(plan["id"])


@work("startIntervention")
async def start_intervention(at: Work) -> Outcome:
    """Starts an intervention today, or plans it for a later day. Shelter is a placement and not given here."""
    note, child, body = at.text("note", 5000, lines=True), await at.find("Child", at.given("childId"), "childId"), None
    started = at.given("startedOn") or at.today
    if started < at.today:
        at.problem("VALUE_INVALID", "startedOn", reason=Words("不能早于今日", "must not lie in the past"))
    if at.given("kind") == "SHELTER":
        at.problem("VALUE_INVALID", "kind", reason=Words("庇护以 placeChild 办理", "shelter is a placement: placeChild"))
    if at.given("organisationId") is not None:
        body = await organisation(at, "organisationId", child["id"] if child else None)
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    values: dict[str, Any] = {
        "kind": at.given("kind"), "started_on": started, "ended_on": None, "note": note, "place": None,
        "child_id": child["id"], "report_id": None, "organisation_id": body["id"] if body else None, **divisions(child),
        "sealed": False,
    }  # fmt: skip
    return Outcome(await at.begin("Intervention", values, "RUNNING" if started == at.today else "PLANNED"))


@work("beginIntervention")
async def begin_intervention(at: Work) -> Outcome:
    """A planned intervention begins, today."""
    return await moved(at, "Intervention", started_on=at.today)


@work("endIntervention")
async def end_intervention(at: Work) -> Outcome:
    """Ends an intervention, or drops one that was planned."""
    note = at.text("note", 5000, lines=True)
    return await moved(at, "Intervention", ended_on=at.today, **({} if note is None else {"note": note}))
