"""Emergency accesses: the subject's own; those that civil affairs handle are of the police, the procuratorate's theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def _row(stand: Stand, state: str, subject: str) -> Values:
    handled = {"civil_affairs": "police", "procuratorate": "civil_affairs"}
    of = "police" if stand.organisation(subject) is None else handled.get(subject, subject)
    caller = stand.caller(of)
    return stand.add(
        "EmergencyAccess", status=state, purpose="rescue", revoked=state in ("REVOKED", "UNJUSTIFIED"), opened_at=NOW,
        ends_at=NOW + timedelta(hours=1), person_id=caller.person_id, organisation_id=caller.organisation_id,
        child_id=stand.ground.rows["child"]["id"], reviewed_at=None, reviewed_by_person_id=None,
        **stand.ground.where(TOWN, VILLAGE),
    )  # fmt: skip


def _opened(stand: Stand, _subject: str) -> dict[str, Any]:
    return {"childId": stand.ground.id("child"), "reason": "独自在家，情况危急，需要立即联系监护人"}


KIT = Kit(
    "EmergencyAccess", _row, {"openEmergencyAccess": _opened, "reviewEmergencyAccess": lambda *_: {"justified": True}},
    ways={"reviewEmergencyAccess": ({"justified": False},)},
)
