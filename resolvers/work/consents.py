"""Consent of a guardian, the condition of referrals that no statutory duty asks for (个人信息保护法 三十一, 十五)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import places, shut_by, the_case
from resolvers.work.ties import HAS_CUSTODY, check_custody

_CONSENT, _TIE, _REFERRAL = TABLES["Consent"], TABLES["Guardianship"], TABLES["Referral"]
_OF_PURPOSE = (
    _CONSENT.c.child_id == bindparam("child"), _CONSENT.c.purpose == bindparam("purpose"), _CONSENT.c.status == "GIVEN",
)  # fmt: skip
_IN_FORCE = (
    select(_CONSENT.c.id)
    .join(_TIE, (_TIE.c.child_id == _CONSENT.c.child_id) & (_TIE.c.guardian_id == _CONSENT.c.guardian_id))
    .where(*_OF_PURPOSE, *HAS_CUSTODY)
)
_OWN = select(_CONSENT.c.id).where(*_OF_PURPOSE, _CONSENT.c.guardian_id == bindparam("guardian"))
_OPENED = select(_REFERRAL.c.id, _REFERRAL.c.ends_at).where(
    _REFERRAL.c.child_id == bindparam("child"), _REFERRAL.c.purpose == bindparam("purpose"), _REFERRAL.c.status == "ACCEPTED"
)  # fmt: skip


async def consented(at: Work, child: Any, purpose: str) -> bool:
    """A guardian who has custody of the child now, and is not barred, consents to the purpose."""
    return bool(await at.transaction.fetch(_IN_FORCE, {"child": child, "purpose": purpose, "now": at.now}))


async def alone_with(at: Work, child: Any, purpose: str) -> None:
    """Until this transaction ends no other gives or withdraws a consent to the purpose, or accepts on one."""
    await at.alone("consent", child, purpose)


@work("giveConsent")
async def give_consent(at: Work) -> Outcome:
    """A guardian consents for a child whom he sees: of whom he has custody, and from whom no order bars him."""
    child = await at.find("Child", at.given("childId"), "childId")
    return await _given(at, child, at.caller.guardian_id, None)


@work("recordConsent")
async def record_consent(at: Work) -> Outcome:
    """Puts on file what a guardian with custody signed on paper. Why he may not is not said: the bar may be hidden."""
    child = await at.find("Child", at.given("childId"), "childId")
    guardian = await at.find("Guardian", at.given("guardianId"), "guardianId")
    if child is not None and guardian is not None:
        await check_custody(at, child, guardian, "guardianId")
    if at.given("signedOn") > at.today:
        at.problem("VALUE_INVALID", "signedOn", reason=Words("不能晚于今天", "must not lie in the future"))
    return await _given(at, child, None if guardian is None else guardian["id"], at.given("signedOn"))


async def _given(at: Work, child: Found | None, guardian: int | None, signed: Any) -> Outcome:
    """The consent, of one guardian to one purpose for one child; a second while it stands is refused."""
    purpose = at.declared.purposes.get(at.given("purpose"))
    if purpose is None or not purpose.consent:
        reason = Words("没有须经监护人同意的这一转介目的", "there is no such purpose of a referral that needs consent")
        at.problem("VALUE_INVALID", "purpose", reason=reason)
    at.stop_if_problems()
    assert child is not None and purpose is not None  # noqa: S101 - problems were raised otherwise
    await alone_with(at, child["id"], purpose.code)
    if await at.transaction.fetch(_OWN, {"child": child["id"], "purpose": purpose.code, "guardian": guardian}):
        at.problem("VALUE_INVALID", "purpose", reason=Words("该监护人已同意", "this guardian's consent is on file"))
        at.stop_if_problems()
    values = {
        "purpose": purpose.code, "given_at": at.now, "signed_on": signed, "withdrawn_at": None, "guardian_id": guardian,
        "recorded_by_person_id": at.caller.person_id, **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("Consent", values))


@work("withdrawConsent")
async def withdraw_consent(at: Work) -> Outcome:
    """Withdraws, by the guardian or on his word. Accepted referrals that no other consent carries end now."""
    row = await the_case(at, "Consent")
    child, purpose = row["child_id"], str(row["purpose"])
    await alone_with(at, child, purpose)
    await at.move("Consent", row, {"withdrawn_at": at.now})
    if not await consented(at, child, purpose):
        for key, ends in await at.transaction.fetch(_OPENED, {"child": child, "purpose": purpose}):
            await at.consequence("Referral", {"status": "ENDED", "ends_at": shut_by(ends, at.now)}, int(key))
    return Outcome(row["id"])
