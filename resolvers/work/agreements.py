"""Entrusted guardianship: an agreement on file with the village, its supervision, its end (二(一), 二(二))."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import BindParameter, bindparam, or_, select, union_all

from core.errors import TonghuError, Words
from db.tables import TABLES
from db.tables.service import PERSON
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import DIVISIONS, day, last_day, places, the_case
from resolvers.work.ties import check_custody, ties_now

_AGREED = TABLES["Agreement"]
_SANCTION, _LETTER = TABLES["Sanction"], TABLES["WarningLetter"]
_ORDER, _PETITION = TABLES["ProtectionOrder"], TABLES["Petition"]
_GUARDIAN = TABLES["Guardian"]

_RUNNING = select(_AGREED.c.id).where(
    _AGREED.c.child_id == bindparam("child"), _AGREED.c.status == "IN_FORCE", _AGREED.c.ends_on >= bindparam("starts"),
    _AGREED.c.starts_on <= bindparam("ends"),
)  # fmt: skip
_CARER: BindParameter[int] = bindparam("carer")
_BARS = union_all(
    select(_SANCTION.c.id).where(_SANCTION.c.guardian_id == _CARER, _SANCTION.c.status != "LIFTED"),
    select(_LETTER.c.id).where(_LETTER.c.guardian_id == _CARER, _LETTER.c.status != "WITHDRAWN"),
    select(_ORDER.c.id).where(
        _ORDER.c.guardian_id == _CARER,
        or_(_ORDER.c.status == "APPLIED", _ORDER.c.status == "IN_FORCE", _ORDER.c.status == "EXPIRED"),
    ),
    select(_PETITION.c.id).where(_PETITION.c.respondent_guardian_id == _CARER, _PETITION.c.ruling == "REVOKED"),
)
"""What bars a carer, of whichever child: violence, abuse, or guardianship neglected before (未成年人保护法 二十二)."""
_CONCERNED = union_all(
    select(_GUARDIAN.c.name).where(_GUARDIAN.c.id == _CARER), select(PERSON.c.name).where(PERSON.c.id == bindparam("arranger"))
)
"""Names of who may not supervise an agreement: its carer, and who arranged it."""
_NOT_HE = Words(
    "受委托人和签订经办人不得监督;同名者请注明职务",
    "neither the carer nor who arranged it supervises it; of a namesake say the post too",
)
_Fits = Callable[[Work, Found, Found, str], Awaitable[None]]
"""Notes at the input of that name why the guardian cannot be that party to the agreement on the child."""
_NO_SUCH_CARER = Words(
    "须为在册的受委托监护人,且无不得委托情形",
    "must be an entrusted guardian of the child on file whom nothing bars from being entrusted",
)


@work("signAgreement")
async def sign_agreement(at: Work) -> Outcome:
    """Puts the agreement on file, in force. The service checks the carer; a barred one is refused and nothing is written."""
    duties = {
        "parents_duties": at.text("parentsDuties", 2000, lines=True), "carer_duties": at.text("carerDuties", 2000, lines=True),
    }  # fmt: skip
    _check_days(at)
    child = await at.find("Child", at.given("childId"), "childId")
    parent = await _party(at, child, "parentId", check_custody)
    other = await _party(at, child, "otherParentId", check_custody)
    carer = await _party(at, child, "carerId", _carer)
    if parent is not None and other is not None and parent["id"] == other["id"]:
        at.problem("VALUE_INVALID", "otherParentId", reason=Words("与委托人为同一人", "is the parent named already"))
    at.stop_if_problems()
    assert child is not None and parent is not None and carer is not None  # noqa: S101 - problems were raised otherwise
    await at.alone("agreement", child["id"])
    starts, ends = at.given("startsOn"), at.given("endsOn")
    if await at.transaction.fetch(_RUNNING, {"child": child["id"], "starts": starts, "ends": ends}):
        reason = Words("该期间已有履行中的委托监护协议", "an agreement is in force in that time")
        at.problem("VALUE_INVALID", "startsOn", reason=reason)
        at.stop_if_problems()
    values = {
        "starts_on": starts, "ends_on": ends, "signed_on": at.given("signedOn"), **duties, "barred_check": "CLEAR",
        "checked_on": at.today, "carer_id": carer["id"], "parent_id": parent["id"], "other_parent_id": other and other["id"],
        "arranged_by_person_id": at.caller.person_id, "supervised_by_person_id": None, **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("Agreement", values))


def _check_days(at: Work) -> None:
    """Signed by today and before it starts; over neither before it starts nor before today."""
    signed, starts, ends = (at.given(name) for name in ("signedOn", "startsOn", "endsOn"))
    if signed > min(at.today, starts):
        reason = Words("不能晚于今天和起始日期", "must be neither after today nor after the start")
        at.problem("VALUE_INVALID", "signedOn", reason=reason)
    if ends < max(at.today, starts):
        reason = Words("不能早于今天和起始日期", "must be neither before today nor before the start")
        at.problem("VALUE_INVALID", "endsOn", reason=reason)


async def _party(at: Work, child: Found | None, name: str, fits: _Fits) -> Found | None:
    """The guardian whom the input names; notes why he cannot be that party."""
    if at.given(name) is None:
        return None
    found = await at.find("Guardian", at.given(name), name)
    if found is not None and child is not None:
        await fits(at, child, found, name)
    return found


async def _carer(at: Work, child: Found, guardian: Found, name: str) -> None:
    """Registered as entrusted, without custody, and not barred. Which of these is missing is not said: the bar may be hidden."""
    ties = await ties_now(at, child, guardian)
    entrusted = any(e for _, e in ties) and not any(custody for custody, _ in ties)
    if not entrusted or await at.transaction.fetch(_BARS, {"carer": guardian["id"]}):
        at.problem("VALUE_INVALID", name, reason=_NO_SUCH_CARER)


@work("endAgreement")
async def end_agreement(at: Work) -> Outcome:
    """Terminates it today; one whose last day is past has ended in time."""
    row = await the_case(at, "Agreement")
    ends = day(row["ends_on"])
    if ends is not None and ends < at.today:
        await at.move("Agreement", row, to="ENDED")
    else:
        await at.move("Agreement", row, {"ends_on": last_day(row["starts_on"], at.today)}, to="TERMINATED")
    return Outcome(int(row["id"]))


@work("superviseAgreement")
async def supervise_agreement(at: Work) -> Outcome:
    """Records how an agreement in force is kept, by another person than who arranged it."""
    values = {"supervised_by": at.text("supervisedBy", 60), "remark": at.text("remark", 2000, required=False, lines=True)}
    agreement = await at.find("Agreement", at.given("agreementId"), "agreementId")
    on = at.given("supervisedOn")
    if agreement is not None:
        if agreement["status"] != "IN_FORCE":
            at.problem("VALUE_INVALID", "agreementId", reason=Words("协议已不履行", "the agreement is not in force"))
        starts = day(agreement["starts_on"])
        if on > at.today or (starts is not None and on < starts):
            reason = Words("须在协议开始之后且不晚于今天", "must lie after the start of the agreement and not after today")
            at.problem("VALUE_INVALID", "supervisedOn", reason=reason)
    at.stop_if_problems()
    assert agreement is not None  # noqa: S101 - problems were raised otherwise
    if agreement["arranged_by_person_id"] == at.caller.person_id:
        reason = Words("签订经办人不得监督", "who arranged an agreement does not supervise it")
        raise Problems(TonghuError("MOVE_NOT_ALLOWED", field="agreementId", reason=reason))
    not_he = {"carer": agreement["carer_id"], "arranger": agreement["arranged_by_person_id"]}
    for (name,) in await at.transaction.fetch(_CONCERNED, not_he):
        if name == values["supervised_by"]:
            at.problem("VALUE_INVALID", "supervisedBy", reason=_NOT_HE)
    at.stop_if_problems()
    where = {c: agreement[c] for c in ("child_id", *DIVISIONS)}
    made = {
        **values, "supervised_on": on, "result": at.given("result"), "agreement_id": agreement["id"],
        "supervised_by_person_id": at.caller.person_id, **where,
    }  # fmt: skip
    return Outcome(await at.insert("AgreementSupervision", made))
