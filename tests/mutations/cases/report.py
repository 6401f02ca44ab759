"""Reports: of the district's police."""

from __future__ import annotations

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.place import good
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values


def _row(stand: Stand, state: str, subject: str) -> Values:
    """A report that nobody has answered yet."""
    return stand.add(
        "Report", status=state, received_at=None if state == "FILED" else NOW, feedback=None,
        child_id=stand.ground.rows["child"]["id"], respondent_organisation_id=None,
        receipt_hash=stand.once(), reporter_organisation_id=stand.organisation(subject), reporter_person_id=None,
        **stand.ground.where(TOWN, VILLAGE),
    )  # fmt: skip


KIT = Kit(
    "Report",
    _row,
    {
        "fileReport": lambda stand, _: good("fileReport", stand.ground),
        "giveFeedback": lambda *_: {"feedback": "已核实，感谢报告"},
    },
)
