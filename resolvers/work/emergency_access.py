"""Emergency access: opened by a person for himself, revoked, reviewed by the lead unit (四(二), 网络保护条例 三十六), the lead
unit's own by the procuratorate (assumed)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from core.errors import TonghuError, Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Problems, Work, work
from resolvers.work.cases import DIVISIONS, not_so, other_person, place_now, shut_by, staying, the_case, units
from schema.identity import check_identity_number

LEAD = "civil_affairs"
SUPERVISOR = "procuratorate"
"""Who reviews the accesses of the lead unit itself, by the row rule of its door."""
PURPOSE = "rescue"

_CHILD = TABLES["Child"]
_READ = (_CHILD.c.id, _CHILD.c.public_id, *place_now(_CHILD))
_BY_ID = staying(select(*_READ).where(_CHILD.c.public_id == bindparam("sought")))
_BY_NUMBER = staying(select(*_READ).where(_CHILD.c.identity_number == bindparam("sought")).order_by(_CHILD.c.id))


@work("openEmergencyAccess")
async def open_emergency_access(at: Work) -> Outcome:
    """Opens the record of the one child with this id or number to this person, for `break_glass_hours`; the lead unit is told,
    and the procuratorate of what the lead unit opens itself.

    A child whom nobody has on file, one whom the caller would not see even so, and two under one number get one answer:
    NOT_FOUND. Every attempt counts under the quota of exact matches, and one that finds nobody among the refusals.
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
    lead = await units(at, LEAD, where[0])
    at.addressed.update(lead)
    if at.caller.organisation_id in lead:
        at.addressed.update(await units(at, SUPERVISOR, where[0]))
    return Outcome(key)


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
    """The verdict of the lead unit, of the procuratorate on the lead unit's own; one that was not justified is shut."""
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
    return Outcome(row["id"])
