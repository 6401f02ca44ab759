"""What stands on an incident: measures, placements, requests for assistance, injury assessments, notices to the town."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.clock import utc_text
from tests.mutations.cases.incident import about, incident, notice, shared
from tests.mutations.cases.kit import Kit, Stand
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def _body(stand: Stand, name: str) -> Any:
    return stand.ground.rows[name]["public_id"]


def _measure(stand: Stand, state: str, _: str) -> Values:
    return stand.add(
        "IncidentResponse", status=state, kind="EVIDENCE", incident_id=shared(stand)["id"], guardian_id=None,
        officer_person_id=None, **about(stand),
    )  # fmt: skip


def _placement(stand: Stand, state: str, subject: str) -> Values:
    hosts = {"village": "VILLAGE", "rescue_station": "RESCUE_STATION", "temporary_shelter": "TEMPORARY_SHELTER"}
    host = subject if subject in hosts else "welfare_home"
    return stand.add(
        "Placement", status=state, reason="VIOLENCE" if host == "temporary_shelter" else "UNFIT_CARE",
        host_kind=hosts.get(host, "WELFARE_HOME"), host_organisation_id=stand.ground.rows[host]["id"], host_guardian_id=None,
        incident_id=None, placed_by_person_id=None, sealed=False, **about(stand),
    )  # fmt: skip


def _place(stand: Stand, subject: str) -> dict[str, Any]:
    """The input of a placement, by each subject of a child of its own who is not placed anywhere."""
    columns = {k: v for k, v in stand.ground.rows["child"].items() if k not in ("id", "public_id", "identity_number")}
    child = stand.shared(f"child for {subject}", "Child", **columns, identity_number=None)
    stand.shared(f"incident for {subject}", "Incident", **incident(stand, child_id=child["id"]))
    return {
        "childId": child["public_id"], "reason": "UNFIT_CARE", "hostKind": "WELFARE_HOME",
        "hostOrganisationId": _body(stand, "welfare_home"),
    }  # fmt: skip


def _asked(stand: Stand, state: str, subject: str) -> Values:
    asked = stand.organisation(subject)
    return stand.add(
        "AssistanceRequest", status=state, incident_id=shared(stand)["id"], asked_by_person_id=None, answered_by_person_id=None,
        asking_organisation_id=stand.ground.rows["police"]["id"],
        asked_organisation_id=stand.ground.rows["school"]["id"] if asked is None else asked, **about(stand),
    )  # fmt: skip


def _injury(stand: Stand, state: str, _: str) -> Values:
    return stand.add(
        "InjuryAssessment", status=state, incident_id=shared(stand)["id"], assessed_by_person_id=None,
        hospital_organisation_id=stand.ground.rows["hospital"]["id"], **about(stand),
    )  # fmt: skip


def _on_incident(stand: Stand, **given: Any) -> dict[str, Any]:
    return {"incidentId": shared(stand)["public_id"], **given}


KITS = (
    Kit(
        "IncidentResponse", _measure,
        {
            "orderResponse": lambda stand, _: _on_incident(stand, kind="EVIDENCE"),
            "completeResponse": lambda *_: {"result": "已取证"},
            "cancelResponse": lambda *_: {"result": "证据灭失"},
        },
        ways={"orderResponse": ({"dueAt": utc_text(NOW + timedelta(hours=2))},)},
    ),
    Kit("Placement", _placement, {"placeChild": _place, "notePlacement": lambda *_: {"note": "一切正常"}}),
    Kit(
        "AssistanceRequest", _asked,
        {
            "requestAssistance": lambda stand, _: _on_incident(
                stand, kind="INFORMATION", request="请提供情况", askedOrganisationId=_body(stand, "school")
            ),
            "answerAssistance": lambda *_: {"answer": "情况如下"},
        },
    ),
    Kit(
        "InjuryAssessment", _injury,
        {
            "requestInjuryAssessment": lambda stand, _: _on_incident(stand, hospitalId=_body(stand, "hospital")),
            "recordInjuryAssessment": lambda *_: {"detail": "左臂瘀伤"},
        },
        ways={"recordInjuryAssessment": ({"conclusion": "NO_INJURY"},)},
    ),
    Kit("TownNotice", notice, {"notifyTown": lambda stand, _: _on_incident(stand, content="请跟进评估")}),
)  # fmt: skip
