"""Incidents: police open one for a child, file it as a case, close it (四(二))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from core.errors import Words
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.chain import case, moved

_RESPONSE, _NOTICE, _TOWN = TABLES["IncidentResponse"], TABLES["TownNotice"], TABLES["Organisation"]
_UNDONE = select(func.count()).select_from(_RESPONSE).where(
    _RESPONSE.c.incident_id == bindparam("incident"), or_(_RESPONSE.c.status == "ORDERED", _RESPONSE.c.status == "UNDER_WAY")
)  # fmt: skip
_TOLD = select(func.count()).select_from(_NOTICE).where(_NOTICE.c.incident_id == bindparam("incident"))
_RESPONDENT = "respondent_organisation_id"
_RECUSED = select(_TOWN.c.id).where(_TOWN.c.id == bindparam("respondent"), _TOWN.c.kind == "TOWN")
_CHILD = TABLES["Child"]
_HAS_TOWN = select(_CHILD.c.id).where(_CHILD.c.id == bindparam("child"), _CHILD.c.town_id.is_not(None))
"""A child whose record has ended has none that must be told."""


@work("recordIncident")
async def record_incident(at: Work) -> Outcome:
    """Opens an incident; its clock is the service's. A report that was not yet received is received by it, and gets its child."""
    summary = at.text("summary", 5000, lines=True)
    child = await at.find("Child", at.given("childId"), "childId")
    report_id = at.given("reportId")
    report = await at.find("Report", report_id, "reportId", lock=Lock.UPDATE) if report_id is not None else None
    works_for = at.given("respondentOrganisationId")
    employer = await at.find("Organisation", works_for, "respondentOrganisationId") if works_for is not None else None
    if child is not None and report is not None and report["child_id"] not in (None, child["id"]):
        reason = Words("报告所涉不是该儿童", "the report is about another child")
        at.problem("VALUE_INVALID", "reportId", reason=reason)
    if report is not None and employer is not None and report[_RESPONDENT] not in (None, employer["id"]):
        # The report stays closed to the first one's employer, and has room for one.
        reason = Words("报告已涉另一单位人员,请不引报告登记", "it names the respondent of another organisation: record it without")
        at.problem("VALUE_INVALID", "reportId", reason=reason)
    if report is not None and report["status"] == "CLOSED":
        at.problem("VALUE_INVALID", "reportId", reason=Words("报告已办结", "the report is closed"))
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    values: dict[str, Any] = {
        "kind": at.given("kind"), "opened_at": at.now, "closed_at": None,
        "filed_as_case": bool(at.given("filedAsCase")), "summary": summary, "child_id": child["id"],
        "report_id": report["id"] if report else None,
        _RESPONDENT: employer["id"] if employer else report[_RESPONDENT] if report else None,
        **divisions(child), "sealed": False,
    }  # fmt: skip
    key = await at.begin("Incident", values)
    if report is not None:
        follows = _of_the_report(at, report, values)
        if follows:
            await at.update("Report", report, follows, versioned=False, basis=at.clause, writes=frozenset({"status"}))
    return Outcome(key)


def _of_the_report(at: Work, report: Found, incident: Found) -> dict[str, Any]:
    """What becomes of the report: it is received, about the child in whom police have recognised the one it describes, and
    closed to the organisation that the respondent works for."""
    received = {"status": "RECEIVED", "received_at": at.now} if report["status"] == "FILED" else {}
    known = {} if report["child_id"] is not None else {"child_id": incident["child_id"], **divisions(incident)}
    respondent = {name: incident[name] for name in (_RESPONDENT,) if incident[name] != report[name]}
    return received | known | respondent


@work("fileIncidentAsCase")
async def file_incident_as_case(at: Work) -> Outcome:
    """Files the incident as a case: the procuratorate sees it from then on."""
    return await moved(at, "Incident", filed_as_case=True)


@work("closeIncident")
async def close_incident(at: Work) -> Outcome:
    """Closes an incident of which no measure is left undone and of which the town has been told."""
    summary = at.text("summary", 5000, lines=True)
    incident = await case(at, "Incident")
    if incident["status"] == "OPEN":
        await _hold_done(at, incident)
    at.stop_if_problems()
    await at.move("Incident", incident, {"closed_at": at.now, **({"summary": summary} if summary is not None else {})})
    return Outcome(incident["id"])


async def _hold_done(at: Work, incident: Found) -> None:
    named = {"incident": incident["id"]}
    undone = (await at.transaction.fetch(_UNDONE, named))[0][0]
    if undone:
        reason = Words(f"尚有 {undone} 项措施未办结", f"{undone} of its measures are neither done nor given up")
        at.problem("VALUE_INVALID", "id", reason=reason)
    told = (await at.transaction.fetch(_TOLD, named))[0][0] or not await at.transaction.fetch(
        _HAS_TOWN, {"child": incident["child_id"]}
    )
    if not told and not await _town_recused(at, incident):
        at.problem("VALUE_INVALID", "id", reason=Words("尚未通报镇街", "the town has not been told of it"))


async def _town_recused(at: Work, incident: Found) -> bool:
    """The respondent works for a town, which is not told."""
    respondent = incident["respondent_organisation_id"]
    return respondent is not None and bool(await at.transaction.fetch(_RECUSED, {"respondent": respondent}))
