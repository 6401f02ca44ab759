"""Protection orders: applied for, decided, lifted. While one is in force the guardian is barred from the child (反家庭暴力法)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from core.clock import NEVER_BEGAN, WORK_ZONE
from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import day, places, the_case, tied, units

_ORDER = TABLES["ProtectionOrder"]
_IN_FORCE = select(_ORDER.c.valid_until).where(
    _ORDER.c.child_id == bindparam("child"), _ORDER.c.guardian_id == bindparam("guardian"), _ORDER.c.status == "IN_FORCE"
)


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@work("applyProtectionOrder")
async def apply_protection_order(at: Work) -> Outcome:
    """Applies to the court of the child's district, which has 72 hours, 24 where it is urgent."""
    child = await at.find("Child", at.given("childId"), "childId")
    guardian = await at.find("Guardian", at.given("guardianId"), "guardianId")
    if child is not None and guardian is not None and not await tied(at, child["id"], guardian["id"]):
        at.problem("VALUE_INVALID", "guardianId", reason=Words("不是该儿童的监护人", "this is no guardian of the child"))
    courts = await units(at, "court", child["district_id"]) if child is not None else ()
    if child is not None and not courts:
        at.problem("VALUE_INVALID", "childId", reason=Words("该区没有登记的法院", "no court of the district is on file"))
    at.stop_if_problems()
    assert child is not None and guardian is not None  # noqa: S101 - problems were raised otherwise
    urgent = bool(at.given("urgent"))
    hours = at.number("protection_order_urgent_hours" if urgent else "protection_order_hours")
    values = {
        "urgent": urgent, "applied_at": at.now, "due_at": at.now + timedelta(hours=hours), "decided_at": None,
        "valid_from": None, "valid_until": None, "measures": None, "guardian_id": guardian["id"], "petition_id": None,
        "court_organisation_id": courts[0], "applicant_organisation_id": at.caller.organisation_id,
        "decided_by_person_id": None, **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("ProtectionOrder", values))


@work("decideProtectionOrder")
async def decide_protection_order(at: Work) -> Outcome:
    """Makes the order, from today to the day given, or rejects it."""
    granted, until, measures = at.given("granted"), at.given("validUntil"), at.text("measures", 2000, lines=True)
    last = months_after(at.today, at.number("protection_order_months"))
    if not granted and (until is not None or measures is not None):
        reason = Words("驳回时不得填写期限和措施", "one that is not made has no end and no measures")
        at.problem("VALUE_INVALID", "granted", reason=reason)
    if granted and (until is None or not at.today <= until <= last):
        at.problem("VALUE_INVALID", "validUntil", reason=Words(f"须为今天至 {last}", f"must lie between today and {last}"))
    if granted and measures is None:
        at.problem("VALUE_INVALID", "measures", reason=Words("须写明保护措施", "the measures must be given"))
    row = await the_case(at, "ProtectionOrder")
    decided = {"decided_at": at.now, "decided_by_person_id": at.caller.person_id}
    if not granted:
        await at.move("ProtectionOrder", row, decided, to="REJECTED")
        return Outcome(row["id"])
    made = {"valid_from": at.today, "valid_until": until, "measures": measures}
    await at.move("ProtectionOrder", row, decided | made, to="IN_FORCE")
    await _bar(at, row["child_id"], row["guardian_id"])
    return Outcome(row["id"])


@work("liftProtectionOrder")
async def lift_protection_order(at: Work) -> Outcome:
    """Lifts the order; one whose last day is past has expired. Whom another order bars stays barred."""
    row = await the_case(at, "ProtectionOrder")
    until = day(row["valid_until"])
    over = until is not None and until < at.today
    await at.move("ProtectionOrder", row, {}, to="EXPIRED" if over else "LIFTED")
    await _bar(at, row["child_id"], row["guardian_id"])
    return Outcome(row["id"])


async def _bar(at: Work, child: Any, guardian: Any) -> None:
    """The ties of the two are barred to the end of the last day, where the work is done, of the orders that are in force."""
    rows = await at.transaction.fetch(_IN_FORCE, {"child": child, "guardian": guardian})
    days = [d for r in rows if (d := day(r[0])) is not None]
    until = datetime.combine(max(days) + timedelta(days=1), time(), WORK_ZONE) if days else NEVER_BEGAN
    for tie in await tied(at, child, guardian):
        await at.consequence("Guardianship", {"barred_until": until}, tie)
