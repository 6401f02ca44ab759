"""recordAttendance: a school records a pupil's day (二(四))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from core.errors import TonghuError, Words
from db.statement import Statement, compile_plan
from db.tables import TABLES
from planner.plan import Block, ByKey, Object, Plan, RootBlock, Row, Version
from resolvers.work.base import Outcome, Work, work
from schema.predicate import Attribute

_DAY = TABLES["AttendanceDay"]
_SAME = select(_DAY.c.id).where(_DAY.c.child_id == bindparam("child"), _DAY.c.date == bindparam("day"))
_CHANGE = update(_DAY).where(_DAY.c.id == bindparam("key")).values(status=bindparam("to"), note=bindparam("as_noted"))


@work("recordAttendance")
async def record_attendance(at: Work) -> Outcome:
    """Records the day; a day already recorded is changed by one who names the version that he saw."""
    note = at.text("note", 500, required=False)
    day = at.given("date")
    if day > at.today:
        at.problem("VALUE_INVALID", "date", reason=Words("不能晚于今天", "must not be after today"))
    child = await at.find("Child", at.given("childId"), "childId")
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    known = await at.transaction.fetch(_SAME, {"child": child["id"], "day": day})
    if known:
        return await _change(at, known[0][0], note)
    if at.given("expectedVersion") is not None:
        raise TonghuError("VERSION_CONFLICT")
    values: dict[str, Any] = {
        "date": day, "status": at.given("status"), "note": note, "child_id": child["id"],
        "school_id": at.caller.organisation_id, "district_id": child["district_id"], "town_id": child["town_id"],
        "village_id": child["village_id"],
    }  # fmt: skip
    return Outcome(await at.insert("AttendanceDay", values))


async def _change(at: Work, key: int, note: str | None) -> Outcome:
    members = at.given_members("AttendanceDay")
    await at.check_row("AttendanceDay", key, members)
    if await _version(at, key) != at.given("expectedVersion"):
        raise TonghuError("VERSION_CONFLICT")
    await at.transaction.fetch(_CHANGE, {"key": key, "to": at.given("status"), "as_noted": note})
    await at.check_row("AttendanceDay", key, members)
    return Outcome(key)


async def _version(at: Work, key: int) -> str | None:
    """The version of the day's record as this caller sees it."""
    statement = _version_statement(at)
    values = {**at.attributes, "written_key": key, "operation_hash": "", "descriptor_hash": statement.descriptor_hash}
    rows = await at.transaction.run(statement.sql, statement.values(values, ()))
    return str(rows[0][0]).strip('"') if rows[0][0] != "null" else None


def _version_statement(at: Work) -> Statement:
    view = at.view.entities["AttendanceDay"]
    block = Block("b0", view, ByKey(Attribute("written_key")))
    plan = Plan((RootBlock("v", "b0", Object((("v", Version(Row("b0"))),)), single=True),), {"b0": block})
    return compile_plan(plan, at.dialect, at.view.policy_version)
