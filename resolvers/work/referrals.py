"""Referrals: offered, accepted, rejected, closed, revoked. The door is open from the acceptance to the end (四(三))."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select

from core.errors import Words
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import not_so, places, shut_by, subject_of, the_case
from resolvers.work.consents import alone_with, consented
from resolvers.work.steps import UNTOLD

_INCIDENT, _REPORT = TABLES["Incident"], TABLES["Report"]
_CONCERNED = select(TABLES["Child"].c.id).where(
    TABLES["Child"].c.id == bindparam("child"),
    or_(
        *(
            select(t.c.id).where(t.c.child_id == bindparam("child"), t.c.respondent_organisation_id == bindparam("body")).exists()
            for t in (_INCIDENT, _REPORT)
        )
    ),
)
_NO_CONSENT = ("缺少监护人对此目的的同意", "the consent of a guardian to this purpose is missing")
_CANNOT = Words("该机构不能承接此目的的转介", "this organisation takes no referral for this purpose")


async def _concerned(at: Work, child: Any, organisation: Any) -> bool:
    """A respondent works for the organisation: it is no helper (conflict 2 of the domain)."""
    return bool(await at.transaction.fetch(_CONCERNED, {"child": child, "body": organisation}))


@work("offerReferral")
async def offer_referral(at: Work) -> Outcome:
    """Offers a referral of a child that the sender sees. Why an organisation cannot take it is said in one way.

    A child whom an emergency alone opened to the person is not to be opened to others: that would outlast the emergency.
    """
    child = await at.find("Child", at.given("childId"), "childId", in_emergency=False)
    to = await at.find("Organisation", at.given("toOrganisationId"), "toOrganisationId")
    purpose = at.declared.purposes.get(at.given("purpose"))
    if purpose is None or purpose.kind != "referral":
        at.problem("VALUE_INVALID", "purpose", reason=Words("没有这一转介目的", "there is no such purpose of a referral"))
    elif child is not None and to is not None and not await _can_take(at, child, to, purpose.subjects):
        at.problem("VALUE_INVALID", "toOrganisationId", reason=_CANNOT)
    at.stop_if_problems()
    assert child is not None and to is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "purpose": at.given("purpose"), "offered_at": at.now, "accepted_at": None, "ends_at": None,
        "from_organisation_id": at.caller.organisation_id, "to_organisation_id": to["id"], **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("Referral", values))


async def _can_take(at: Work, child: Found, to: Found, subjects: tuple[str, ...]) -> bool:
    if to["id"] == at.caller.organisation_id or to["suspended_at_ms"] is not None:
        return False
    return await subject_of(at, to) in subjects and not await _concerned(at, child["id"], to["id"])


async def _received(at: Work) -> Found:
    """The referral, where the caller's organisation is the one that it is offered to."""
    row = await the_case(at, "Referral")
    if row["to_organisation_id"] != at.caller.organisation_id:
        raise not_so("由转入机构办理", "it is for the receiving organisation")
    return row


async def _needs_consent(at: Work) -> str | None:
    """The purpose of the referral, where it needs consent; from then on consents to it stay as they are.

    Asked for before the referral is kept for this transaction: a withdrawal keeps the consents first and then its referrals.
    """
    row = await at.find("Referral", at.given("id"), "id", lock=Lock.NONE)
    at.stop_if_problems()
    assert row is not None  # noqa: S101 - problems were raised otherwise
    purpose = at.declared.purposes.get(row["purpose"])
    if purpose is None or not purpose.consent:
        return None
    await alone_with(at, row["child_id"], purpose.code)
    return purpose.code


@work("acceptReferral")
async def accept_referral(at: Work) -> Outcome:
    """Accepts: the door opens now, for `referral_days` of the numbers. Some purposes need the consent of a guardian first."""
    purpose = await _needs_consent(at)
    row = await _received(at)
    if await _concerned(at, row["child_id"], row["to_organisation_id"]):
        raise not_so(*UNTOLD)
    if purpose and row["status"] == "OFFERED" and not await consented(at, row["child_id"], purpose):
        raise not_so(*_NO_CONSENT)
    ends = at.now + timedelta(days=at.number("referral_days"))
    await at.move("Referral", row, {"accepted_at": at.now, "ends_at": ends})
    return Outcome(row["id"])


@work("rejectReferral")
async def reject_referral(at: Work) -> Outcome:
    """Rejects: no door opens."""
    row = await _received(at)
    await at.move("Referral", row)
    return Outcome(row["id"])


@work("closeReferral")
async def close_referral(at: Work) -> Outcome:
    """Closes, by either side: the door shuts now. To one who is told of all referrals and takes no part it is not his."""
    row = await the_case(at, "Referral")
    if at.caller.organisation_id not in (row["from_organisation_id"], row["to_organisation_id"]):
        raise not_so("由转出或转入机构办理", "it is for the two organisations of the referral")
    await at.move("Referral", row, {"ends_at": shut_by(row["ends_at"], at.now)})
    return Outcome(row["id"])


@work("revokeReferral")
async def revoke_referral(at: Work) -> Outcome:
    """Revokes, by the sender: the door shuts now, or never opens."""
    row = await the_case(at, "Referral")
    if row["from_organisation_id"] != at.caller.organisation_id:
        raise not_so("由转出机构办理", "it is for the sending organisation")
    await at.move("Referral", row, {"ends_at": shut_by(row["ends_at"], at.now)})
    return Outcome(row["id"])

