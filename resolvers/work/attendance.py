"""recordAttendance: a school records a pupil's day (二(四))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.errors import TonghuError, Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.duplicates import note_duplicate

_DAY = TABLES["AttendanceDay"]
_SAME = select(_DAY.c.id).where(
    _DAY.c.child_id == bindparam("child"), _DAY.c.date == bindparam("day"), _DAY.c.school_id == bindparam("school")
)


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
        **divisions(child),
    }  # fmt: skip
    key = await at.insert("AttendanceDay", values)
    await note_duplicate(
        at, "AttendanceDay", key, {"child_id": child["id"], "date": day}, child=child["id"], district=child["district_id"]
    )
    return Outcome(key)


async def _change(at: Work, key: int, note: str | None) -> Outcome:
    await at.update("AttendanceDay", {"id": key}, {"status": at.given("status"), "note": note})
    return Outcome(key)
