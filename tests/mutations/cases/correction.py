"""Corrections: each asked for by the subject and about a record that it keeps, so that either side of each step is its work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.clock import NEVER_BEGAN, NEVER_ENDS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.cases.ruling import where
from tests.mutations.world import TOWN, VILLAGE, Ground
from tests.oracle.pools import NOW
from tests.oracle.world import Values

PERSONS = frozenset({"guardian", "entrusted_guardian", "near_relative"})


def _child(stand: Stand, school: int | None = None) -> Values:
    of = Ground.where(TOWN, VILLAGE)
    return stand.add("Child", sealed=False, household_id=None, school_id=school, identity_number=None, **of)


def _incident(stand: Stand) -> tuple[str, Values, str]:
    of = where(_child(stand))
    made = stand.add("Incident", report_id=None, respondent_organisation_id=None, sealed=False, status="OPEN", **of)
    return "Incident", made, "summary"


def _petition(stand: Stand, **by: Any) -> tuple[str, Values, str]:
    of = where(_child(stand))
    made = stand.add(
        "Petition", stage="RULED", ruling="REVOKED", court_organisation_id=stand.organisation("court"), **of,
        **{"petitioner_organisation_id": None, "petitioner_guardian_id": None, **by},
    )  # fmt: skip
    return "Petition", made, "ruling"


def kept_record(stand: Stand, subject: str) -> tuple[str, Values, str]:
    """(entity, row, member) of a record that an organisation of the subject keeps; of a child's address where it keeps none."""
    if subject == "school":
        school = stand.organisation("school")
        made = stand.add("AttendanceDay", school_id=school, status="PRESENT", **where(_child(stand, school)))
        return "AttendanceDay", made, "note"
    if subject == "police":
        return _incident(stand)
    if subject in ("village", "civil_affairs", "court"):
        entity, made, _ = _petition(stand, petitioner_organisation_id=stand.organisation("village"))
        return entity, made, "ruling" if subject == "court" else "ground"
    return "Child", _child(stand), "residenceAddress"


def read_record(stand: Stand, subject: str) -> tuple[str, Values, str]:
    """(entity, row, member) of a record in which the subject reads the member."""
    if subject == "near_relative":
        return _petition(stand, petitioner_guardian_id=stand.ground.rows["guardian"]["id"])
    if subject in PERSONS:
        child = _child(stand)
        stand.add(
            "Guardianship", guardian_id=stand.ground.rows["guardian"]["id"], ends_at=NEVER_ENDS, barred_until=NEVER_BEGAN,
            custody=subject == "guardian", entrusted=subject != "guardian", present_carer=True, **where(child),
        )  # fmt: skip
        if subject == "entrusted_guardian":
            stand.add(
                "Agreement", carer_id=stand.ground.rows["guardian"]["id"], status="IN_FORCE", starts_on=NOW.date(),
                ends_on=NOW.date() + timedelta(days=9), **where(child),
            )  # fmt: skip
        return "Child", child, "name"
    report = stand.add(
        "Report", receipt_hash=stand.once(), respondent_organisation_id=None, reporter_person_id=None,
        reporter_organisation_id=stand.organisation(subject), **where(_child(stand)),
    )  # fmt: skip
    return "Report", report, "content"


def _row(stand: Stand, state: str, subject: str) -> Values:
    caller = stand.caller(subject)
    entity, record, member = ("Child", _child(stand), "name") if state == "TO_CONFIRM" else kept_record(stand, subject)
    return stand.add(
        "Correction", status=state, record=entity, record_id=record["public_id"], record_key=record["id"], member=member,
        proposed="更正后的内容", asked_at=NOW, child_id=None, asked_organisation_id=caller.organisation_id, asked_person_id=None,
        asked_guardian_id=caller.guardian_id, holder_organisation_id=caller.organisation_id, decided_by_person_id=None,
        confirmed_by_person_id=None,
    )  # fmt: skip


def _asked(stand: Stand, subject: str) -> dict[str, Any]:
    if subject == "public":
        return {"recordId": stand.ground.id("child"), "member": "name", "proposed": "李四", "reason": "与户口簿不符"}
    _, record, member = read_record(stand, subject)
    return {"recordId": record["public_id"], "member": member, "proposed": "李四", "reason": "与户口簿不符"}


KIT = Kit(
    "Correction", _row,
    {
        "requestCorrection": _asked,
        "decideCorrection": lambda *_: {"accepted": True, "decision": "经核实属实"},
        "confirmCorrection": lambda *_: {"confirmed": True},
    },
    ways={"decideCorrection": ({"accepted": False},), "confirmCorrection": ({"confirmed": False},)},
)  # fmt: skip
