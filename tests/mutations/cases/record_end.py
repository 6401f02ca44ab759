"""Ends of records: a record of which nothing was archived, and a child of the town around which no case runs."""

from __future__ import annotations

from typing import Any

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def _row(stand: Stand, state: str, _: str) -> Values:
    return stand.add(
        "RecordEnd", status=state, restored_at=NOW if state == "RESTORED" else None, record_id=stand.once(),
        child_id=stand.ground.rows["child"]["id"] + 1_000_000, **stand.ground.where(TOWN, VILLAGE),
    )  # fmt: skip


def _ended(stand: Stand, _: str) -> dict[str, Any]:
    child = stand.add(
        "Child", sealed=False, household_id=None, school_id=None, identity_number=None, **stand.ground.where(TOWN, VILLAGE)
    )
    return {"childId": child["public_id"], "cause": "PARENTS_RETURNED", "occurredOn": NOW.date().isoformat()}


KIT = Kit("RecordEnd", _row, {"endRecord": _ended})
