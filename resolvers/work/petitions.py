"""Petitions for revocation of guardianship, to the ruling, and restoration (四(四), 民法典 三十六, 三十八)."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from sqlalchemy import bindparam, or_, select

from core.clock import NEVER_BEGAN, NEVER_ENDS
from core.errors import TonghuError, Words
from db.tables import TABLES
from db.tables.service import CHANGE
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import DIVISIONS, instant, last_day, not_so, place_now, places, staying, the_case, tied, units
from resolvers.work.protection_orders import months_after

RELATIVE = "near_relative"
REFUSED = "DUTY_REFUSED"

_CHILD, _GUARDIAN = TABLES["Child"], TABLES["Guardian"]
_TIE, _SANCTION, _ASSESSMENT = TABLES["Guardianship"], TABLES["Sanction"], TABLES["Assessment"]
_OWN_CHILD = staying(
    select(_CHILD.c.id, *place_now(_CHILD))
    .join(_TIE, _TIE.c.child_id == _CHILD.c.id)
    .where(_CHILD.c.public_id == bindparam("sought"), _TIE.c.guardian_id == bindparam("own"), _TIE.c.ends_at > bindparam("now"))
    .where(_CHILD.c.town_id.is_not(None))
)
_LIVES = select(_CHILD.c.id, *(_CHILD.c[c] for c in DIVISIONS)).where(_CHILD.c.id == bindparam("child"))
"""A tie is where its child is: nowhere, once the child's record has ended."""
_TIED_GUARDIAN = (
    select(_GUARDIAN.c.id)
    .join(_TIE, _TIE.c.guardian_id == _GUARDIAN.c.id)
    .where(_GUARDIAN.c.public_id == bindparam("sought"), _TIE.c.child_id == bindparam("child"), _TIE.c.ends_at > bindparam("now"))
)
_RUNNING_TIES = select(_TIE.c.ends_at > bindparam("now")).where(
    _TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian")
)
_NAME = select(_GUARDIAN.c.name).where(_GUARDIAN.c.id == bindparam("guardian"))
_SIGNED = select(_ASSESSMENT.c.id).where(
    _ASSESSMENT.c.child_id == bindparam("child"), _ASSESSMENT.c.signed_by_person_id == bindparam("person")
)
_AGREEMENT = TABLES["Agreement"]
_ENTRUSTED = select(_AGREEMENT.c.id, _AGREEMENT.c.starts_on).where(
    _AGREEMENT.c.child_id == bindparam("child"), _AGREEMENT.c.carer_id == bindparam("carer"), _AGREEMENT.c.status == "IN_FORCE"
)
PARENTS = ("FATHER", "MOTHER")
_PARENT = or_(*(_TIE.c.relationship == parent for parent in PARENTS))
_AS_PARENT = select(_TIE.c.id).where(
    _TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"), _PARENT
)
_CRIME = select(_SANCTION.c.id).where(
    _SANCTION.c.child_id == bindparam("child"), _SANCTION.c.guardian_id == bindparam("guardian"),
    _SANCTION.c.kind == "CRIMINAL_CASE", _SANCTION.c.status != "LIFTED",
)  # fmt: skip
_CHANGES = TABLES["GuardianshipChange"]
_RESTORED = select(_CHANGES.c.id).where(
    _CHANGES.c.petition_id == bindparam("petition"), _CHANGES.c.to_guardian_id == bindparam("respondent")
)
_ENDS = select(_TIE.c.ends_at).where(_TIE.c.id == bindparam("tie"))
_BY_RULINGS = (
    select(CHANGE.c.before)
    .where(CHANGE.c.entity == "Guardianship", CHANGE.c.row_id == bindparam("tie"), CHANGE.c.mutation == "rulePetition")
    .order_by(CHANGE.c.id.desc())
)


@work("filePetition")
async def file_petition(at: Work) -> Outcome:
    """Files a petition against a guardian of the child, on a ground whose months are full, with the court of the district."""
    evidence = at.text("evidence", 2000, lines=True)
    child = await _child(at)
    respondent = await _tied_guardian(at, child, "respondentId") if child is not None else None
    named = child is not None and at.given("proposedGuardianId") is not None
    proposed = await _tied_guardian(at, child, "proposedGuardianId") if named else None
    if respondent is not None and respondent in (proposed, at.caller.guardian_id):
        reason = Words("被申请人不能是申请人或拟指定监护人", "the respondent is neither petitioner nor guardian proposed")
        at.problem("VALUE_INVALID", "respondentId", reason=reason)
    _check_ground(at)
    courts = await units(at, "court", child["district_id"]) if child is not None else ()
    if child is not None and not courts:
        at.problem("VALUE_INVALID", "childId", reason=Words("该区没有登记的法院", "no court of the district is on file"))
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    await alone_with_petitions(at, child["id"])
    if at.caller.person_id and await at.transaction.fetch(_SIGNED, {"child": child["id"], "person": at.caller.person_id}):
        reason = Words("签署评估的人不得办理申请", "who signed the assessment does not prepare the petition")
        raise Problems(TonghuError("MOVE_NOT_ALLOWED", field="childId", reason=reason))
    values = {
        "ground": at.given("ground"), "refused_since": at.given("refusedSince"), "filed_on": at.today, "evidence": evidence,
        "ruling": None, "ruled_on": None, "petitioner_organisation_id": at.caller.organisation_id,
        "petitioner_guardian_id": at.caller.guardian_id, "respondent_guardian_id": respondent,
        "proposed_guardian_id": proposed, "court_organisation_id": courts[0], **places(child),
    }  # fmt: skip
    key = await at.begin("Petition", values)
    await _step(at, key, places(child), "FILED")
    return Outcome(key)


async def alone_with_petitions(at: Work, child: Any) -> None:
    """Until this transaction ends no other files a petition for the child or signs an assessment of it."""
    await at.alone("petition", child)


async def _child(at: Work) -> Found | None:
    """The child, in the caller's work; to a near relative, a child whose relative on file he is."""
    if at.caller.subject != RELATIVE:
        return await at.find("Child", at.given("childId"), "childId")
    sought = {"sought": at.given("childId"), "own": at.caller.guardian_id, "now": at.now}
    rows = await at.transaction.fetch(_OWN_CHILD, sought)
    if not rows:
        at.problem("NOT_FOUND", "childId")
        return None
    return dict(zip(("id", *DIVISIONS), rows[0], strict=True))


async def _tied_guardian(at: Work, child: Found | None, name: str) -> int | None:
    """The key of a guardian of the child, by id: the tie is what lets the petitioner name him."""
    rows = await at.transaction.fetch(_TIED_GUARDIAN, {"sought": at.given(name), "child": child and child["id"], "now": at.now})
    if not rows:
        at.problem("NOT_FOUND", name)
        return None
    return int(rows[0][0])


def _check_ground(at: Work) -> None:
    """Duty refused is a ground once its months are full; the problem says on which day they are."""
    since, refused = at.given("refusedSince"), at.given("ground") == REFUSED
    if (since is not None) != refused:
        reason = Words("拒不履行的起始日期仅在该理由下填写，且必填", "it belongs to duty refused, and to that ground alone")
        at.problem("VALUE_INVALID", "refusedSince", reason=reason)
    elif since is not None and since > at.today:
        at.problem("VALUE_INVALID", "refusedSince", reason=Words("不能晚于今天", "must not lie in the future"))
    elif since is not None:
        months = at.number("petition_refused_months")
        full: date = months_after(since, months)
        if full > at.today:
            reason = Words(f"须满 {months} 个月，{full} 起方可申请", f"{months} months must be full; they are on {full}")
            at.problem("VALUE_INVALID", "refusedSince", reason=reason)


async def _step(at: Work, petition: int, where: dict[str, Any], stage: str) -> None:
    """The step in the record of the petition's course."""
    values = {"stage": stage, "changed_on": at.today, "note": None, "petition_id": petition}
    await at.consequence("PetitionStageChange", {**values, "changed_by_person_id": at.caller.person_id, **where})


async def _moved(at: Work, row: Found, stage: str, **values: Any) -> Outcome:
    await at.move("Petition", row, values)
    await _step(at, row["id"], _where(row), stage)
    return Outcome(row["id"])


def _where(row: Found) -> dict[str, Any]:
    return {c: row[c] for c in ("child_id", *DIVISIONS)}


@work("acceptPetition")
async def accept_petition(at: Work) -> Outcome:
    """The court accepts."""
    return await _moved(at, await the_case(at, "Petition"), "ACCEPTED")


@work("hearPetition")
async def hear_petition(at: Work) -> Outcome:
    """The court has heard it."""
    return await _moved(at, await the_case(at, "Petition"), "HEARD")


@work("withdrawPetition")
async def withdraw_petition(at: Work) -> Outcome:
    """Who filed it withdraws it."""
    row = await the_case(at, "Petition")
    own = row["petitioner_organisation_id"] == at.caller.organisation_id and row["petitioner_guardian_id"] == at.caller.guardian_id
    if not own:
        raise not_so("由申请人撤回", "it is for the petitioner")
    return await _moved(at, row, "WITHDRAWN")


@work("rulePetition")
async def rule_petition(at: Work) -> Outcome:
    """Rules. On revocation the respondent's ties to the child end and the new guardian has custody from now on."""
    row = await the_case(at, "Petition")
    named = at.given("newGuardianId")
    given = await at.find("Guardian", named, "newGuardianId") if named is not None else None
    new = given["id"] if given else row["proposed_guardian_id"]
    revoked = at.given("ruling") == "REVOKED"
    if named is not None and not revoked:
        at.problem("VALUE_INVALID", "newGuardianId", reason=Words("驳回时不指定监护人", "a dismissal names no guardian"))
    if revoked and not at.problems and (new is None or new == row["respondent_guardian_id"]):
        reason = Words("须另行指定监护人", "another guardian must be named")
        at.problem("VALUE_INVALID", "newGuardianId", reason=reason)
    if revoked and row["stage"] == "HEARD" and await _revoked_before(at, row):
        reason = Words("被申请人已不是监护人", "the respondent is guardian no longer")
        at.problem("VALUE_INVALID", "ruling", reason=reason)
    at.stop_if_problems()
    ruled = {"ruling": at.given("ruling"), "ruled_on": at.today}
    done = await _moved(at, row, "RULED", **ruled, **({"proposed_guardian_id": new} if given else {}))
    if revoked:
        await _end(at, row)
        await _custody(at, row, new)
        await _changed(at, row, row["respondent_guardian_id"], new)
    return done


async def _revoked_before(at: Work, row: Found) -> bool:
    """All ties of the respondent have ended, by another ruling; it names the guardian, and until this one is done no other does."""
    await at.alone("ruling", row["child_id"])
    named = {"child": row["child_id"], "guardian": row["respondent_guardian_id"], "now": at.now}
    ties = await at.transaction.fetch(_RUNNING_TIES, named)
    return bool(ties) and not any(running for (running,) in ties)


async def _end(at: Work, row: Found) -> None:
    """The respondent's ties to the child end, and the agreements by which he is its carer."""
    for tie in await tied(at, row["child_id"], row["respondent_guardian_id"]):
        await at.consequence("Guardianship", {"ends_at": at.now, "present_carer": False}, tie)
    entrusted = {"child": row["child_id"], "carer": row["respondent_guardian_id"]}
    for agreement, starts in await at.transaction.fetch(_ENTRUSTED, entrusted):
        await at.consequence("Agreement", {"status": "TERMINATED", "ends_on": last_day(starts, at.today)}, int(agreement))


async def _custody(at: Work, row: Found, guardian: int) -> None:
    """The guardian whom the court named has custody, by the tie on file or by a new one."""
    ties = await tied(at, row["child_id"], guardian)
    for tie in ties:
        await at.consequence("Guardianship", {"custody": True, "entrusted": False, "ends_at": NEVER_ENDS}, tie)
    if not ties:
        made = {
            "relationship": "OTHER_ADULT", "custody": True, "away": False, "away_since": None, "entrusted": False,
            "present_carer": False, "guardian_id": guardian, "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN,
        }  # fmt: skip
        rows = await at.transaction.fetch(_LIVES, {"child": row["child_id"]})
        made |= dict(zip(("child_id", *DIVISIONS), rows[0], strict=True))
        await at.consequence("Guardianship", made)


async def _changed(at: Work, row: Found, before: int, after: int) -> None:
    """What others may know of it: from whom to whom, and when."""
    names = [(await at.transaction.fetch(_NAME, {"guardian": g}))[0][0] for g in (before, after)]
    values = {
        "from_name": names[0], "to_name": names[1], "changed_on": at.today, "petition_id": row["id"],
        "from_guardian_id": before, "to_guardian_id": after,
    }  # fmt: skip
    await at.consequence("GuardianshipChange", {**values, **_where(row)})


@work("restoreGuardianship")
async def restore_guardianship(at: Work) -> Outcome:
    """The court restores a parent who has mended, once; what the ruling gave whom it had named ends with it (民法典 三十八).

    Never a guardian with a criminal case for harm to this child, and never one who was no parent: the law restores no other.
    """
    row = await the_case(at, "Petition")
    if row["ruling"] is not None and row["ruling"] != "REVOKED":
        raise not_so("监护人资格未被撤销", "guardianship was not revoked")
    concerned = {"child": row["child_id"], "guardian": row["respondent_guardian_id"]}
    parental = [int(r[0]) for r in await at.transaction.fetch(_AS_PARENT, concerned)]
    if row["ruling"] is not None and not parental:
        raise not_so("只有父母的监护人资格可以恢复", "guardianship is restored to a parent alone")
    if await at.transaction.fetch(_CRIME, concerned):
        raise not_so("对被监护人实施故意犯罪的不予恢复", "not after an intentional crime against the child")
    if await at.transaction.fetch(_RESTORED, {"petition": row["id"], "respondent": row["respondent_guardian_id"]}):
        raise not_so("监护人资格已经恢复", "guardianship has been restored")
    await at.move("Petition", row)
    for tie in parental:
        await at.consequence("Guardianship", {"ends_at": NEVER_ENDS}, tie)  # with custody or without, as it was
    if row["proposed_guardian_id"] is not None:
        for tie in await tied(at, row["child_id"], row["proposed_guardian_id"]):
            await _take_back(at, tie)
        await _changed(at, row, row["proposed_guardian_id"], row["respondent_guardian_id"])
    return Outcome(row["id"])


async def _take_back(at: Work, tie: int) -> None:
    """Takes back of a tie what a ruling gave it. Custody that the guardian had without any ruling is his, a parent's say."""
    for (text,) in await at.transaction.fetch(_BY_RULINGS, {"tie": tie}):
        was = None if text is None else orjson.loads(text)
        if was is not None and was.get("custody") is not False:
            continue
        values: dict[str, Any] = {"custody": False, **({"entrusted": True} if was and was.get("entrusted") else {})}
        ends = instant((await at.transaction.fetch(_ENDS, {"tie": tie}))[0][0])
        if (was is None or "ends_at" in was) and ends is not None and ends > at.now:
            values |= {"ends_at": at.now, "present_carer": False}
        await at.consequence("Guardianship", values, tie)
        return
