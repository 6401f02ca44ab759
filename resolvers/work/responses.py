"""What police do with an incident: measures by its kind, each ordered, begun, completed or given up (四(二))."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.chain import hold_fitting, moved, open_incident

_TIE = TABLES["Guardianship"]
_TIED = select(_TIE.c.id).where(_TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"))

ADDRESSED = frozenset({"ORDER_PARENTS_BACK", "NAME_CARER", "ADMONISH"})
"""Measures that tell a guardian what to do: the guardian must be named."""


@work("orderResponse")
async def order_response(at: Work) -> Outcome:
    """Orders a measure that fits the kind of the incident; the guardian addressed must be tied to the child."""
    incident = await open_incident(at)
    kind, due, guardian = at.given("kind"), at.given("dueAt"), None
    if incident is not None:
        hold_fitting(at, "IncidentResponse", "kind", incident["kind"])
    if due is not None and due <= at.now:
        at.problem("VALUE_INVALID", "dueAt", reason=Words("须晚于现在", "must lie in the future"))
    if at.given("guardianId") is not None:
        guardian = await at.find("Guardian", at.given("guardianId"), "guardianId")
    elif kind in ADDRESSED:
        at.problem("VALUE_INVALID", "guardianId", reason=Words("须写明对象监护人", "this measure needs the guardian addressed"))
    if incident is not None and guardian is not None:
        tied = await at.transaction.fetch(_TIED, {"child": incident["child_id"], "guardian": guardian["id"]})
        if not tied:
            at.problem("VALUE_INVALID", "guardianId", reason=Words("不是该儿童的监护人", "no guardian of this child"))
    at.stop_if_problems()
    assert incident is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "kind": kind, "ordered_at": at.now, "due_at": due, "done_at": None, "result": None,
        "child_id": incident["child_id"], "incident_id": incident["id"], "guardian_id": guardian["id"] if guardian else None,
        "officer_person_id": at.caller.person_id, **divisions(incident),
    }  # fmt: skip
    return Outcome(await at.begin("IncidentResponse", values))


@work("startResponse")
async def start_response(at: Work) -> Outcome:
    """Begins a measure."""
    return await moved(at, "IncidentResponse")


@work("completeResponse")
async def complete_response(at: Work) -> Outcome:
    """Completes a measure; its clock is the service's."""
    return await moved(at, "IncidentResponse", result=at.text("result", 5000, lines=True), done_at=at.now)


@work("cancelResponse")
async def cancel_response(at: Work) -> Outcome:
    """Gives a measure up, and says why: parents who cannot be reached lead to a placement."""
    return await moved(at, "IncidentResponse", result=at.text("result", 5000, lines=True))
