"""Ends of records: a record of which nothing was archived, and a child of the town that turned 16, with no case around it."""

from __future__ import annotations

from datetime import date
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
    # Of whom nothing is due: with the record ends whatever is, by any rule, and the table of states names no rule for all.
    child = stand.add(
        "Child", sealed=False, household_id=None, school_id=None, identity_number=None, category="MIGRANT_AT_SCHOOL",
        birth_date=date(2009, 9, 1), **stand.ground.where(TOWN, VILLAGE),
    )  # fmt: skip
    return {"childId": child["public_id"], "cause": "TURNED_SIXTEEN", "occurredOn": "2025-09-01"}


KIT = Kit("RecordEnd", _row, {"endRecord": _ended})
