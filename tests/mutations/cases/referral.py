"""Referrals: of one organisation to itself, so that either side of each step is within its work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def child_of(stand: Stand, subject: str) -> Values:
    """A child that an organisation of the subject sees: its pupil, its patient, one referred to it or reported to it."""
    school = stand.organisation(subject) if subject == "school" else None
    made = stand.add(
        "Child", sealed=False, household_id=None, school_id=school, identity_number=None, **stand.ground.where(TOWN, VILLAGE)
    )
    of = {"child_id": made["id"], **stand.ground.where(TOWN, VILLAGE)}
    if subject == "hospital":
        stand.add("CheckUp", organisation_id=stand.organisation(subject), **of)
    if subject in ("social_work_body", "kindergarten"):
        purpose = "social_work" if subject == "social_work_body" else "schooling"
        stand.add(
            "Referral", purpose=purpose, status="ACCEPTED", accepted_at=NOW, ends_at=NOW + timedelta(days=1),
            to_organisation_id=stand.organisation(subject), **of,
        )  # fmt: skip
    if subject == "police":
        stand.add("Report", receipt_hash=stand.once(), respondent_organisation_id=None, **of)
    return made


def _row(stand: Stand, state: str, subject: str) -> Values:
    own = stand.organisation(subject) or stand.organisation("town")
    taken = state in ("ACCEPTED", "ENDED")
    return stand.add(
        "Referral", status=state, purpose="safety", child_id=stand.ground.rows["child"]["id"],
        from_organisation_id=own, to_organisation_id=own, accepted_at=NOW if taken else None,
        ends_at=NOW + timedelta(days=1) if taken else None, **stand.ground.where(TOWN, VILLAGE),
    )  # fmt: skip


def _offered(stand: Stand, subject: str) -> dict[str, Any]:
    to = "town" if subject != "town" else "village"
    return {
        "childId": child_of(stand, subject)["public_id"], "purpose": "guardianship_guidance",
        "toOrganisationId": stand.ground.id(to),
    }  # fmt: skip


KIT = Kit("Referral", _row, {"offerReferral": _offered})
