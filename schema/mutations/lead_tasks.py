"""Tasks of the lead unit: opened by the service, settled by the unit (五(一))."""

from __future__ import annotations

from schema.mutations.declare import move

SETTLE_LEAD_TASK = move(
    "settleLeadTask", "核处疑似重复等事项(五(一)) / Settle a task of the lead unit", "LeadTask",
    ("finding", "LeadTaskFinding", "核处结论 / Finding"),
    ("settlement", str, "核处情况,至多 1000 字 / How it was settled, at most 1000 characters"),
)  # fmt: skip

AREA = (SETTLE_LEAD_TASK,)
