"""What is done against guardians, and the duty to report: of the world's child and guardian, within the subject's work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from core.clock import NEVER_BEGAN, NEVER_ENDS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.world import TOWN, VILLAGE, Ground
from tests.oracle.pools import NOW
from tests.oracle.world import Values

TODAY = date(2026, 3, 2)


def where(child: Values) -> Values:
    """The child of a record and its divisions."""
    return {"child_id": child["id"], **Ground.where(TOWN, VILLAGE)}


def guarded(stand: Stand, ends_at: datetime = NEVER_ENDS) -> tuple[Values, Values, Values]:
    """A child of the village, of whom police have an open incident of violence, its father, who works away, the incident."""
    child = stand.add(
        "Child", sealed=False, household_id=None, school_id=None, identity_number=None, **Ground.where(TOWN, VILLAGE)
    )
    guardian = guardian_of(
        stand, child, relationship="FATHER", away=True, away_since=TODAY - timedelta(days=90), ends_at=ends_at
    )
    incident = stand.add(
        "Incident", kind="DOMESTIC_VIOLENCE", status="OPEN", report_id=None, respondent_organisation_id=None, sealed=False,
        **where(child),
    )  # fmt: skip
    return child, guardian, incident


def guardian_of(stand: Stand, child: Values, guardian: Values | None = None, **tie: Any) -> Values:
    """A guardian with custody of the child, a new one or this: a grandparent at home, where `tie` does not say otherwise."""
    usual = {"relationship": "GRANDPARENT", "custody": True, "away": False, "away_since": None, "ends_at": NEVER_ENDS}
    made = guardian or stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    stand.add(
        "Guardianship", guardian_id=made["id"], barred_until=NEVER_BEGAN, entrusted=False, present_carer=False,
        **usual | tie, **where(child),
    )  # fmt: skip
    return made


def _sanction(stand: Stand, state: str, _subject: str) -> Values:
    child, guardian, incident = guarded(stand)
    return stand.add("Sanction", status=state, guardian_id=guardian["id"], incident_id=incident["id"], **where(child))


def _against(stand: Stand, _subject: str) -> dict[str, Any]:
    child, guardian, incident = guarded(stand)
    return {
        "childId": child["public_id"], "guardianId": guardian["public_id"], "incidentId": incident["public_id"],
        "kind": "ADMONITION", "facts": "多次殴打儿童",
    }  # fmt: skip


def _letter(stand: Stand, state: str, _subject: str) -> Values:
    child, guardian, incident = guarded(stand)
    return stand.add(
        "WarningLetter", status=state, guardian_id=guardian["id"], incident_id=incident["id"],
        copied_organisation_id=stand.organisation("village"), **where(child),
    )  # fmt: skip


def _warned(stand: Stand, _subject: str) -> dict[str, Any]:
    _, guardian, incident = guarded(stand)
    return {"incidentId": incident["public_id"], "guardianId": guardian["public_id"], "facts": "多次殴打儿童"}


def _order(stand: Stand, state: str, subject: str) -> Values:
    child, guardian, _ = guarded(stand)
    return stand.add(
        "ProtectionOrder", status=state, guardian_id=guardian["id"], petition_id=None, valid_until=TODAY + timedelta(days=9),
        court_organisation_id=stand.organisation("court"), applicant_organisation_id=stand.organisation(subject), **where(child),
    )  # fmt: skip


def _applied(stand: Stand, _subject: str) -> dict[str, Any]:
    child, guardian, _ = guarded(stand)
    return {"childId": child["public_id"], "guardianId": guardian["public_id"], "urgent": True}


def _petition(stand: Stand, state: str, subject: str) -> Values:
    child, respondent, _ = guarded(stand, NOW - timedelta(days=9) if state == "RULED" else NEVER_ENDS)
    new = guardian_of(stand, child)
    caller = stand.caller(subject)
    return stand.add(
        "Petition", stage=state, ruling="REVOKED" if state == "RULED" else None, respondent_guardian_id=respondent["id"],
        proposed_guardian_id=new["id"], petitioner_organisation_id=caller.organisation_id,
        petitioner_guardian_id=caller.guardian_id, court_organisation_id=stand.organisation("court"), **where(child),
    )  # fmt: skip


def _filed(stand: Stand, subject: str) -> dict[str, Any]:
    child, respondent, _ = guarded(stand)
    if subject == "near_relative":
        guardian_of(stand, child, stand.ground.rows["guardian"])
    return {
        "childId": child["public_id"], "respondentId": respondent["public_id"], "ground": "DUTY_REFUSED",
        "refusedSince": (TODAY - timedelta(days=300)).isoformat(), "evidence": "证据3份",
    }  # fmt: skip


def _temporary(stand: Stand, state: str, _subject: str) -> Values:
    return stand.add(
        "TemporaryGuardianship", status=state, organisation_id=stand.organisation("civil_affairs"), placement_id=None,
        assessed_by_person_id=None, return_assessment="SUITABLE", **where(guarded(stand)[0]),
    )  # fmt: skip


def _failure(stand: Stand, state: str, subject: str) -> Values:
    body = stand.organisation("education") if subject == "education" else stand.organisation("village")
    if subject in ("health", "civil_affairs"):
        unit = stand.ground.rows[f"unit {subject}"]["id"]
        place = Ground.where(TOWN, VILLAGE)
        body = stand.add("Organisation", kind="RESCUE_STATION", unit_id=unit, suspended_at_ms=None, **place)["id"]
    return stand.add(
        "DutyFailure", status=state, organisation_id=body, district_id=TOWN // 1000, report_id=None,
        discovered_by_organisation_id=stand.organisation("police"), discovered_by_person_id=None, decided_by_person_id=None,
    )  # fmt: skip


def _noted(stand: Stand, _subject: str) -> dict[str, Any]:
    return {
        "organisationId": stand.ground.id("school"), "kind": "NOT_REPORTED", "source": "POLICE", "daysLate": 3,
        "staffName": "周老师",
    }  # fmt: skip


def report_by(stand: Stand, kind: str, **given: Any) -> Values:
    """A report of a kind of reporter."""
    return stand.add(
        "Report", reporter_kind=kind, receipt_hash=stand.once(), respondent_organisation_id=None, reporter_person_id=None,
        **{"reporter_organisation_id": None, **given}, **where(stand.ground.rows["child"]),
    )  # fmt: skip


def _commendation(stand: Stand, state: str, _subject: str) -> Values:
    return stand.add("Commendation", status=state, report_id=report_by(stand, "CITIZEN")["id"], district_id=TOWN // 1000)


def _commended(stand: Stand, _subject: str) -> dict[str, Any]:
    return {"reportId": report_by(stand, "CITIZEN")["public_id"], "kind": "LETTER", "text": "感谢及时报告"}


RULED = {"ruling": "REVOKED"}
GRANTED = {"granted": True, "validUntil": (NOW + timedelta(days=60)).date().isoformat(), "measures": "禁止接触"}

RULING_KITS = (
    Kit("Sanction", _sanction, {"imposeSanction": _against}),
    Kit("WarningLetter", _letter, {"issueWarningLetter": _warned}),
    Kit(
        "ProtectionOrder", _order, {"applyProtectionOrder": _applied, "decideProtectionOrder": lambda *_: dict(GRANTED)},
        ways={"applyProtectionOrder": ({"urgent": False},)},
    ),
    Kit("Petition", _petition, {"filePetition": _filed, "rulePetition": lambda *_: dict(RULED)}),
    Kit(
        "TemporaryGuardianship", _temporary,
        {
            "takeTemporaryGuardianship": lambda s, _: {"childId": guarded(s)[0]["public_id"], "legalCase": "GUARDIAN_UNABLE"},
            "assessReturn": lambda *_: {"returnAssessment": "UNSUITABLE"},
        },
    ),
    Kit("DutyFailure", _failure, {"noteDutyFailure": _noted}),
    Kit("Commendation", _commendation, {"commendReporter": _commended}),
)  # fmt: skip
