"""Failures of the duty to report: noted by police, decided on by another person, of the superior unit (四(一), 五(四))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import not_so, other_person, the_case

SUPERIORS = frozenset({"education", "health", "civil_affairs"})
"""Units with bodies on the ground under them; for all other bodies another officer of the police decides."""

_ORGANISATION, _UNIT = TABLES["Organisation"], TABLES["Unit"]
_OVER = (
    select(_UNIT.c.code)
    .join(_ORGANISATION, _ORGANISATION.c.unit_id == _UNIT.c.id)
    .where(_ORGANISATION.c.id == bindparam("body"), _ORGANISATION.c.kind != "UNIT")
)
MINUTES_A_DAY = 24 * 60


@work("noteDutyFailure")
async def note_duty_failure(at: Work) -> Outcome:
    """Notes a failure. Of a late report the days are counted from the end of `report_latency_minutes`, begun ones as whole."""
    body = await at.find("Organisation", at.given("organisationId"), "organisationId")
    report_id = at.given("reportId")
    report = await at.find("Report", report_id, "reportId") if report_id is not None else None
    staff = at.text("staffName", 60)
    late = _days_late(at, body, report)
    at.stop_if_problems()
    assert body is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "kind": at.given("kind"), "days_late": late, "source": at.given("source"), "discovered_on": at.today,
        "closed_on": None, "staff_name": staff, "organisation_id": body["id"], "district_id": at.caller.district_id,
        "report_id": report["id"] if report else None, "discovered_by_organisation_id": at.caller.organisation_id,
        "discovered_by_person_id": at.caller.person_id, "decided_by_person_id": None,
    }  # fmt: skip
    return Outcome(await at.begin("DutyFailure", values))


def _days_late(at: Work, body: Found | None, report: Found | None) -> int:
    days = at.given("daysLate")
    if at.given("kind") != "REPORTED_LATE":
        if days is not None and not 0 <= days <= 3650:
            at.problem("VALUE_INVALID", "daysLate", reason=Words("须为 0 至 3650", "must be 0 to 3650"))
        return days or 0
    if days is not None:
        at.problem("VALUE_INVALID", "daysLate", reason=Words("迟报天数由系统计算", "of a late report the service counts the days"))
    if report is None:
        if at.given("reportId") is None:
            at.problem("VALUE_INVALID", "reportId", reason=Words("迟报须指明报告", "a late report must be named"))
        return 0
    if body is not None and report["reporter_organisation_id"] != body["id"]:
        at.problem("VALUE_INVALID", "reportId", reason=Words("不是该单位的报告", "it is no report of this organisation"))
    over = (report["latency_minutes"] or 0) - at.number("report_latency_minutes")
    if over <= 0:
        at.problem("VALUE_INVALID", "reportId", reason=Words("该报告未超过时限", "this report was in time"))
    return -(-max(over, 0) // MINUTES_A_DAY)


async def _decided(at: Work, **values: Any) -> Outcome:
    row = await the_case(at, "DutyFailure")
    other_person(at, row["discovered_by_person_id"], "发现人不得认定", "who found a failure does not decide on it")
    if at.caller.subject not in SUPERIORS:
        over = await at.transaction.fetch(_OVER, {"body": row["organisation_id"]})
        if over and over[0][0] in SUPERIORS:
            raise not_so("由其主管单位认定", "it is for the unit that the body is under")
    await at.move("DutyFailure", row, {"decided_by_person_id": at.caller.person_id, **values})
    return Outcome(row["id"])


@work("excuseDutyFailure")
async def excuse_duty_failure(at: Work) -> Outcome:
    """Finds that it was excused; the case is over."""
    return await _decided(at, closed_on=at.today)


@work("confirmDutyFailure")
async def confirm_duty_failure(at: Work) -> Outcome:
    """Finds that it was a failure; it is to be settled."""
    return await _decided(at)


@work("closeDutyFailure")
async def close_duty_failure(at: Work) -> Outcome:
    """Settles it."""
    return await _decided(at, closed_on=at.today)
