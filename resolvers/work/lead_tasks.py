"""Tasks of the lead unit, settled: what it found and what it did (五(一); 个人信息保护法 八)."""

from __future__ import annotations

from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import the_case
from resolvers.work.chain import hold_fitting


@work("settleLeadTask")
async def settle_lead_task(at: Work) -> Outcome:
    """Settles a task. The records stay as they are: who keeps them mends them, by a correction or by ending one of the two."""
    said = at.text("settlement", 1000, lines=True)
    row = await the_case(at, "LeadTask")
    hold_fitting(at, "LeadTask", "finding", row["kind"])
    at.stop_if_problems()
    done = {"settled_at": at.now, "finding": at.given("finding"), "settlement": said, "settled_by_person_id": at.caller.person_id}
    await at.move("LeadTask", row, done)
    return Outcome(row["id"])
