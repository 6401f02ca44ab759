"""Agreements on entrusted guardianship: of a child of the village, its parent and a carer on file whom nothing bars."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.clock import NEVER_BEGAN, NEVER_ENDS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.cases.ruling import TODAY, guardian_of, where
from tests.mutations.world import TOWN, VILLAGE, Ground
from tests.oracle.world import Values


def entrusted(stand: Stand) -> tuple[Values, Values, Values]:
    """A child, its parent and its carer."""
    child = stand.add(
        "Child", sealed=False, household_id=None, school_id=None, identity_number=None, **Ground.where(TOWN, VILLAGE)
    )
    parent, carer = guardian_of(stand, child), stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    stand.add(
        "Guardianship", guardian_id=carer["id"], ends_at=NEVER_ENDS, barred_until=NEVER_BEGAN, custody=False, entrusted=True,
        present_carer=True, **where(child),
    )  # fmt: skip
    return child, parent, carer


def signed(child: Values, parent: Values, carer: Values, days: int = 365) -> dict[str, Any]:
    """The input of `signAgreement`, from today for so many days."""
    return {
        "childId": child["public_id"], "carerId": carer["public_id"], "parentId": parent["public_id"],
        "signedOn": TODAY.isoformat(), "startsOn": TODAY.isoformat(), "endsOn": (TODAY + timedelta(days=days)).isoformat(),
        "parentsDuties": "每周联系,按月寄生活费", "carerDuties": "同住照料,送学接学",
    }  # fmt: skip


def agreement_of(stand: Stand, state: str = "IN_FORCE", **given: Any) -> Values:
    """An agreement of a child of the village, in its time."""
    child, parent, carer = entrusted(stand)
    return stand.add(
        "Agreement", status=state, carer_id=carer["id"], parent_id=parent["id"], other_parent_id=None,
        **where(child),
        **{"starts_on": TODAY - timedelta(days=30), "ends_on": TODAY + timedelta(days=30), **given},
    )  # fmt: skip


KIT = Kit(
    "Agreement", lambda stand, state, _: agreement_of(stand, state),
    {"signAgreement": lambda stand, _: signed(*entrusted(stand))},
)  # fmt: skip
