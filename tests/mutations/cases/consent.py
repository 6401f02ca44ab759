"""Consents of guardians: of a child of the village, its guardian in custody, the one for whom `Stand.caller` acts."""

from __future__ import annotations

from typing import Any

from core.clock import NEVER_BEGAN, NEVER_ENDS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.cases.ruling import TODAY, where
from tests.mutations.world import TOWN, VILLAGE, Ground
from tests.oracle.pools import NOW
from tests.oracle.world import Values

PURPOSE = "social_work"


def guarded(stand: Stand, **tie: Any) -> Values:
    """A child of which the world's guardian has custody, unless `tie` says otherwise."""
    child = stand.add(
        "Child", sealed=False, household_id=None, school_id=None, identity_number=None, **Ground.where(TOWN, VILLAGE)
    )
    usual = {"custody": True, "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN, "present_carer": False}
    stand.add("Guardianship", guardian_id=stand.ground.rows["guardian"]["id"], **{**usual, **tie}, **where(child))
    return child


def consent_of(stand: Stand, child: Values, **given: Any) -> Values:
    """A consent of the world's guardian for the child."""
    usual = {
        "status": "GIVEN", "purpose": PURPOSE, "given_at": NOW, "guardian_id": stand.ground.rows["guardian"]["id"],
        "signed_on": None, "recorded_by_person_id": None, "withdrawn_at": None,
    }  # fmt: skip
    return stand.add("Consent", **{**usual, **given}, **where(child))


def _given(stand: Stand, _subject: str) -> dict[str, Any]:
    return {"childId": guarded(stand)["public_id"], "purpose": PURPOSE}


def _recorded(stand: Stand, subject: str) -> dict[str, Any]:
    return {**_given(stand, subject), "guardianId": stand.ground.id("guardian"), "signedOn": TODAY.isoformat()}


KIT = Kit(
    "Consent", lambda stand, state, _: consent_of(stand, guarded(stand), status=state),
    {"giveConsent": _given, "recordConsent": _recorded},
)  # fmt: skip
