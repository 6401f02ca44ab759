"""Emergency access: opened by a person for himself, revoked, reviewed by the lead unit (四(二), 网络保护条例 三十六), the lead
unit's own by the procuratorate (assumed)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, literal, select

from core.errors import TonghuError, Words
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import DIVISIONS, not_so, other_person, place_now, shut_by, staying, the_case, units
from schema.identity import check_identity_number

LEAD = "civil_affairs"
SUPERVISOR = "procuratorate"
"""Who reviews the accesses of the lead unit itself, by the row rule of its door."""
PURPOSE = "rescue"

_CHILD, _ACCESS = TABLES["Child"], TABLES["EmergencyAccess"]
_READ = (_CHILD.c.id, _CHILD.c.public_id, *place_now(_CHILD))
_BY_ID = staying(select(*_READ).where(_CHILD.c.public_id == bindparam("sought")))
_BY_NUMBER = staying(select(*_READ).where(_CHILD.c.identity_number == bindparam("sought")).order_by(_CHILD.c.id))

_BY_WHOM = (_ACCESS.c.child_id == bindparam("child"), _ACCESS.c.person_id == bindparam("person"))
_OPEN = (_ACCESS.c.revoked == literal(False, _ACCESS.c.revoked.type), _ACCESS.c.ends_at > bindparam("now"))
_FOUND_SO = (_ACCESS.c.status == "UNJUSTIFIED", _ACCESS.c.reviewed_at > bindparam("since"))
_RUNNING = (
    select(_ACCESS.c.id, _ACCESS.c.status, _ACCESS.c.ends_at)
    .where(*_BY_WHOM, *_OPEN, _ACCESS.c.id != bindparam("but"))
    .order_by(_ACCESS.c.id)
)
_HERE = _RUNNING.where(_ACCESS.c.organisation_id == bindparam("organisation"))
_BARRED = select(func.count()).select_from(_ACCESS).where(*_BY_WHOM, *_FOUND_SO)


@work("openEmergencyAccess")
async def open_emergency_access(at: Work) -> Outcome:
    """Opens the record of the one child with this id or number to this person, for `break_glass_hours`; the lead unit is told,
    and the procuratorate of what the lead unit opens itself.

    Refused while one that he opened here to this child runs, and for `emergency_barred_days` after one of his to this child was
    found not justified. A child whom nobody has on file, one whom the caller would not see even so, and two under one number get
    one answer: NOT_FOUND. Every attempt counts under the quota of exact matches, and one that finds nobody among the refusals.
    """
    reason = at.text("reason", 1000, lines=True)
    if reason is not None and len(reason) < 10:
        at.problem("VALUE_INVALID", "reason", reason=Words("至少 10 字", "at least 10 characters"))
    name, sought = _sought(at)
    at.stop_if_problems()
    rows = await at.transaction.fetch(_BY_ID if name == "childId" else _BY_NUMBER, {"sought": sought})
    missing = Problems(TonghuError("NOT_FOUND", field=name))
    if len(rows) != 1:
        raise missing
    child, public_id, *where = rows[0]
    await _alone(at, child, at.caller.person_id)
    key = await at.begin(
        "EmergencyAccess",
        {
            "purpose": PURPOSE, "reason": reason, "opened_at": at.now,
            "ends_at": at.now + timedelta(hours=at.number("break_glass_hours")), "reviewed_at": None,
            "reviewed_by_person_id": None, "person_id": at.caller.person_id, "organisation_id": at.caller.organisation_id,
            "child_id": child, "revoked": False, **dict(zip(DIVISIONS, where, strict=True)),
        },
    )  # fmt: skip
    if not await at.sees("Child", public_id):
        raise missing
    await _hold_back(at, child, key, name)  # last: it says that there is such a child
    lead = await units(at, LEAD, where[0])
    at.addressed.update(lead)
    if at.caller.organisation_id in lead:
        at.addressed.update(await units(at, SUPERVISOR, where[0]))
    return Outcome(key)


async def _alone(at: Work, child: Any, person: Any) -> None:
    """One at a time opens or reviews accesses of a person to a child: no verdict misses one that is being opened."""
    await at.alone("EmergencyAccess", child, person)


async def _hold_back(at: Work, child: Any, key: int, name: str) -> None:
    """Raises where the person has another access to the child that opens it to him here, or is barred from it by a verdict.

    The person alone is barred, in whatever organisation he acts: in an emergency a colleague opens the record.
    """
    whose = {"child": child, "person": at.caller.person_id}
    running = {**whose, "now": at.now, "but": key, "organisation": at.caller.organisation_id}
    if await at.transaction.fetch(_HERE, running):
        reason = Words("您对该儿童的紧急查阅尚未结束", "your emergency access to this child still runs")
        raise Problems(TonghuError("MOVE_NOT_ALLOWED", field=name, reason=reason))
    days = at.number("emergency_barred_days")
    if (await at.transaction.fetch(_BARRED, {**whose, "since": at.now - timedelta(days=days)}))[0][0]:
        reason = Words(
            f"您对该儿童的紧急查阅曾被认定不当，认定后 {days} 日内须由他人开启",
            "your emergency access to this child was found not justified; "
            f"for {days} days from the verdict another person must open it",
        )
        raise Problems(TonghuError("MOVE_NOT_ALLOWED", field=name, reason=reason))


def _sought(at: Work) -> tuple[str, Any]:
    """(input field, value) of the child that is looked for; notes what is wrong with it."""
    child, number = at.given("childId"), at.given("identityNumber")
    if (child is None) == (number is None):
        reason = Words("编号与身份证号码须给出且只给出一项", "give the id or the identity number, not both")
        at.problem("VALUE_INVALID", "childId", reason=reason)
    if child is not None or number is None:
        return "childId", child
    try:
        check_identity_number(number, today=at.today)
    except TonghuError as error:
        error.field = "identityNumber"
        at.problems.append(error)
    return "identityNumber", number


@work("revokeEmergencyAccess")
async def revoke_emergency_access(at: Work) -> Outcome:
    """Shuts the door now: by the person himself, or by the lead unit."""
    row = await the_case(at, "EmergencyAccess")
    if row["person_id"] != at.caller.person_id and at.caller.subject != LEAD:
        raise not_so("由本人或牵头单位撤销", "it is for the person himself or the lead unit")
    await at.move("EmergencyAccess", row, {"revoked": True, "ends_at": shut_by(row["ends_at"], at.now)})
    return Outcome(row["id"])


@work("reviewEmergencyAccess")
async def review_emergency_access(at: Work) -> Outcome:
    """The verdict of the lead unit, of the procuratorate on the lead unit's own; where it was not justified, every access of
    that person to that child is shut."""
    first = await at.find("EmergencyAccess", at.given("id"), "id", lock=Lock.NONE)
    at.stop_if_problems()
    assert first is not None  # noqa: S101 - problems were raised otherwise
    await _alone(at, first["child_id"], first["person_id"])
    row = await the_case(at, "EmergencyAccess")
    other_person(at, row["person_id"], "本人不得复核自己的查阅", "nobody reviews his own access")
    if row["organisation_id"] == at.caller.organisation_id:
        raise not_so("本单位的紧急查阅由检察机关复核", "the lead unit's own accesses are reviewed by the procuratorate")
    reviewed = {"reviewed_at": at.now, "reviewed_by_person_id": at.caller.person_id}
    if at.given("justified"):
        await at.move("EmergencyAccess", row, reviewed, to="JUSTIFIED")
    else:
        shut = {"revoked": True, "ends_at": shut_by(row["ends_at"], at.now)}
        await at.move("EmergencyAccess", row, reviewed | shut, to="UNJUSTIFIED")
        await _shut_others(at, row)
    return Outcome(row["id"])


async def _shut_others(at: Work, row: Found) -> None:
    """Revokes what else is open of this person to this child: each keeps its verdict, or waits for its own."""
    running = {"child": row["child_id"], "person": row["person_id"], "now": at.now, "but": row["id"]}
    for key, status, ends in await at.transaction.fetch(_RUNNING, running):
        revoked = {"status": "REVOKED"} if status == "OPENED" else {}
        await at.consequence("EmergencyAccess", {"revoked": True, "ends_at": shut_by(ends, at.now), **revoked}, int(key))
