"""Tasks of the lead unit: two children of the town that look like one."""

from __future__ import annotations

from typing import Any

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.world import DISTRICT
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def _row(stand: Stand, state: str, subject: str) -> Values:
    child, other = stand.ground.rows["child"], stand.ground.rows["classmate"]
    return stand.add(
        "LeadTask", kind="DUPLICATE", status=state, record="Child", record_id=child["public_id"], record_key=child["id"],
        other_record_id=other["public_id"], other_key=other["id"], child_id=child["id"], opened_at=NOW, settled_at=None,
        finding=None, settlement=None, settled_by_person_id=None, district_id=DISTRICT,
        holder_organisation_id=stand.organisation(subject),
    )  # fmt: skip


def _found(*_: Any) -> dict[str, Any]:
    return {"finding": "DIFFERENT", "settlement": "经核对户口簿，系两名儿童"}


KIT = Kit("LeadTask", _row, {"settleLeadTask": _found}, ways={"settleLeadTask": ({"finding": "SAME"}, {"finding": "PASSED_ON"})})
