"""recordIncident: police open an incident for a child (四(二))."""

from __future__ import annotations

from typing import Any

from core.errors import Words
from resolvers.work.base import Outcome, Work, work


@work("recordIncident")
async def record_incident(at: Work) -> Outcome:
    """Opens an incident; its clock is the service's."""
    summary = at.text("summary", 5000, lines=True)
    child = await at.find("Child", at.given("childId"), "childId")
    report_id = at.given("reportId")
    report = await at.find("Report", report_id, "reportId") if report_id is not None else None
    if child is not None and report is not None and report["child_id"] not in (None, child["id"]):
        reason = Words("报告所涉不是该儿童", "the report is about another child")
        at.problem("VALUE_INVALID", "reportId", reason=reason)
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    values: dict[str, Any] = {
        "kind": at.given("kind"), "status": "OPEN", "opened_at": at.now, "closed_at": None,
        "filed_as_case": bool(at.given("filedAsCase")), "summary": summary, "child_id": child["id"],
        "report_id": report["id"] if report else None,
        "respondent_organisation_id": report["respondent_organisation_id"] if report else None,
        "district_id": child["district_id"], "town_id": child["town_id"], "village_id": child["village_id"],
        "sealed": False,
    }  # fmt: skip
    return Outcome(await at.insert("Incident", values))
