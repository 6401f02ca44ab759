"""recordAttendance: a school records a pupil's day (二(四))."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import bindparam, select, update

from core.errors import TonghuError, Words
from db.statement import Statement, compile_plan
from db.tables import TABLES
from planner.plan import Block, ByKey, Object, Plan, RootBlock, Row, Version
from resolvers.work.base import Outcome, Work, work
from resolvers.work.duplicates import note_duplicate
from schema.predicate import Attribute

_DAY = TABLES["AttendanceDay"]
_SAME = select(_DAY.c.id).where(
    _DAY.c.child_id == bindparam("child"), _DAY.c.date == bindparam("day"), _DAY.c.school_id == bindparam("school")
)
_CHANGE = update(_DAY).where(_DAY.c.id == bindparam("key")).values(status=bindparam("to"), note=bindparam("as_noted"))


@work("recordAttendance")
async def record_attendance(at: Work) -> Outcome:
    """Records the day; a day already recorded is changed by one who names the version that he saw."""
    note = at.text("note", 500, required=False, lines=True)
    day = at.given("date")
    if day > at.today:
        at.problem("VALUE_INVALID", "date", reason=Words("不能晚于今天", "must not be after today"))
    child = await at.find("Child", at.given("childId"), "childId")
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    await at.alone("AttendanceDay", child["id"], day, at.caller.organisation_id)
    known = await at.transaction.fetch(_SAME, {"child": child["id"], "day": day, "school": at.caller.organisation_id})
    if known:
        return await _change(at, known[0][0], note)
    if at.given("expectedVersion") is not None:
        raise TonghuError("VERSION_CONFLICT")
    values: dict[str, Any] = {
        "date": day, "status": at.given("status"), "note": note, "child_id": child["id"],
        "school_id": at.caller.organisation_id, "school_district_id": at.caller.district_id,
        "district_id": child["district_id"], "town_id": child["town_id"], "village_id": child["village_id"],
    }  # fmt: skip
    key = await at.insert("AttendanceDay", values)
    await note_duplicate(at, "AttendanceDay", key, child_id=child["id"], date=day)
    return Outcome(key)


async def _change(at: Work, key: int, note: str | None) -> Outcome:
    members = at.given_members("AttendanceDay")
    await at.check_row("AttendanceDay", key, members)
    seen = await _version(at, key)
    if seen is None or seen != at.given("expectedVersion"):
        raise TonghuError("VERSION_CONFLICT")
    await at.transaction.fetch(_CHANGE, {"key": key, "to": at.given("status"), "as_noted": note})
    await at.check_row("AttendanceDay", key, members)
    return Outcome(key)


async def _version(at: Work, key: int) -> str | None:
    """The version of the day's record as this caller sees it."""
    statement = _version_statement(at)
    rows = await at.transaction.run(statement.sql, statement.values({**at.attributes, "written_key": key}, ()))
    shown = orjson.loads(rows[0][0])
    return str(shown["v"]) if shown else None


def _version_statement(at: Work) -> Statement:
    view = at.view.entities["AttendanceDay"]
    block = Block("b0", view, ByKey(Attribute("written_key")))
    plan = Plan((RootBlock("v", "b0", Object((("v", Version(Row("b0"))),)), single=True),), {"b0": block})
    return compile_plan(plan, at.dialect, at.view.policy_version, logged=False)
