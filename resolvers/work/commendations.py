"""Commendations of those who reported without having to (四(一))."""

from __future__ import annotations

from core.errors import Words
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import moved

VOLUNTARY = frozenset({"CITIZEN", "OTHER_BODY"})
"""Kinds of reporters whom no duty binds."""
MOST = 100_000


@work("commendReporter")
async def commend_reporter(at: Work) -> Outcome:
    """Proposes a commendation; the reporter learns of it with the award."""
    report = await at.find("Report", at.given("reportId"), "reportId")
    words, amount = at.text("text", 1000, lines=True), at.given("amount")
    if report is not None and report["reporter_kind"] not in VOLUNTARY:
        reason = Words("该报告人负有强制报告责任", "this reporter had the duty to report")
        at.problem("VALUE_INVALID", "reportId", reason=reason)
    if (at.given("kind") == "REWARD") != (amount is not None):
        at.problem("VALUE_INVALID", "amount", reason=Words("仅奖金须填金额", "an amount belongs to a reward, and to it alone"))
    elif amount is not None and not 1 <= amount <= MOST:
        at.problem("VALUE_INVALID", "amount", reason=Words(f"须为 1 至 {MOST}", f"must be 1 to {MOST}"))
    at.stop_if_problems()
    assert report is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "kind": at.given("kind"), "text": words, "amount": amount, "decided_on": at.today, "report_id": report["id"],
        "district_id": report["district_id"], "decided_by_person_id": None,
    }  # fmt: skip
    return Outcome(await at.begin("Commendation", values))


@work("awardCommendation")
async def award_commendation(at: Work) -> Outcome:
    """Awards it: from now on the reporter reads it."""
    return await moved(at, "Commendation", decided_on=at.today, decided_by_person_id=at.caller.person_id)


@work("declineCommendation")
async def decline_commendation(at: Work) -> Outcome:
    """Declines it."""
    return await moved(at, "Commendation", decided_on=at.today, decided_by_person_id=at.caller.person_id)
