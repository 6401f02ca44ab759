"""Consent of a guardian: without it some referrals are not accepted, and with its withdrawal their door shuts.

Mechanisms: M18.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from authz.caller import Caller
from core.clock import NEVER_BEGAN, NEVER_ENDS, utc_text
from db.tables import TABLES
from tests.mutations.cases.consent import PURPOSE, consent_of, guarded
from tests.mutations.cases.kit import Stand
from tests.mutations.cases.ruling import TODAY, guardian_of, where
from tests.mutations.place import Place, problems
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONSENT, REFERRAL, TIE, CHILD = (TABLES[n] for n in ("Consent", "Referral", "Guardianship", "Child"))
LATER = NOW + timedelta(hours=1)


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def clock(place: Place) -> AsyncIterator[None]:
    """The clock of the service, put back afterwards."""
    yield
    place.stage.clock.instant = NOW


def _guardian(place: Place) -> Caller:
    return Caller(subject="guardian", guardian_id=place.ground.rows["guardian"]["id"])


def _offered(stand: Stand, child: Values, purpose: str = PURPOSE) -> Values:
    """A referral of the child to the social work body, not accepted yet."""
    return stand.add(
        "Referral", status="OFFERED", purpose=purpose, from_organisation_id=stand.organisation("town"),
        to_organisation_id=stand.organisation("social_work_body"), offered_at=NOW, accepted_at=None, ends_at=None, **where(child),
    )  # fmt: skip


async def _step(place: Place, mutation: str, what: str, row: Values | str, caller: Caller) -> dict[str, Any]:
    public_id = row if isinstance(row, str) else row["public_id"]
    answer = await place.run(f'{{ {what}(id: "{public_id}") {{ version }} }}', caller)
    version = answer["data"][what]["version"]
    return await place.write(mutation, caller, show="id", id=public_id, expectedVersion=version)


async def _accept(place: Place, referral: Values) -> dict[str, Any]:
    return await _step(place, "acceptReferral", "referral", referral, place.ground.caller("social_work_body"))


async def _give(place: Place, child: Values, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
    usual = {"childId": child["public_id"], "purpose": PURPOSE} | given
    return await place.write("giveConsent", caller or _guardian(place), show="id status givenAt signedOn", **usual)


async def _record(place: Place, child: Values, subject: str = "village", **given: Any) -> dict[str, Any]:
    usual = {
        "childId": child["public_id"], "guardianId": place.ground.id("guardian"), "purpose": PURPOSE, "signedOn": TODAY.isoformat(),
    }  # fmt: skip
    return await place.write("recordConsent", place.ground.caller(subject), show="id status signedOn", **usual | given)


async def _sees(place: Place, child: Values) -> bool:
    answer = await place.run(f'{{ child(id: "{child["public_id"]}") {{ name }} }}', place.ground.caller("social_work_body"))
    return answer["data"]["child"] is not None


async def _count(place: Place, child: Values) -> int:
    return int((await place.rows(select(func.count()).where(CONSENT.c.child_id == child["id"])))[0][0])


@pytest.mark.parametrize("purpose", ["social_work", "family_relations"])
async def test_a_referral_is_accepted_with_the_consent_of_a_guardian_and_not_without(place: Place, purpose: str) -> None:
    stand = Stand(place)
    child = guarded(stand)
    referral = _offered(stand, child, purpose)
    await stand.put()
    refused = await _accept(place, referral)
    assert problems(refused) == [("id", "MOVE_NOT_ALLOWED")]
    assert "the consent of a guardian to this purpose is missing" in refused["data"]["done"]["problems"][0]["message"]
    assert not await _sees(place, child)
    given = await _give(place, child, purpose=purpose)
    assert problems(given) == []
    made = given["data"]["done"]["consent"]
    assert (made["status"], made["givenAt"], made["signedOn"]) == ("GIVEN", utc_text(NOW), None)
    assert problems(await _accept(place, referral)) == []
    assert await _sees(place, child)


async def test_statutory_purposes_need_none(place: Place) -> None:
    stand = Stand(place)
    child = guarded(stand)
    referral = _offered(stand, child, "safety")
    await stand.put()
    assert problems(await _give(place, child, purpose="safety")) == [("purpose", "VALUE_INVALID")]
    assert problems(await _give(place, child, purpose="rescue")) == [("purpose", "VALUE_INVALID")]
    assert problems(await _accept(place, referral)) == []


@pytest.mark.parametrize("subject", ["village", "town"])
async def test_a_consent_signed_on_paper_is_put_on_file(place: Place, subject: str) -> None:
    stand = Stand(place)
    child = guarded(stand)
    referral = _offered(stand, child)
    await stand.put()
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert problems(await _record(place, child, subject, signedOn=tomorrow)) == [("signedOn", "VALUE_INVALID")]
    answer = await _record(place, child, subject)
    assert problems(answer) == []
    assert answer["data"]["done"]["consent"]["signedOn"] == TODAY.isoformat()
    by = select(CONSENT.c.recorded_by_person_id).where(CONSENT.c.child_id == child["id"])
    assert await place.rows(by) == [(place.ground.caller(subject).person_id,)]
    assert problems(await _accept(place, referral)) == []


@pytest.mark.parametrize("by", ["guardian", "village", "town"])
async def test_withdrawal_shuts_the_door_in_the_next_query(place: Place, by: str) -> None:
    stand = Stand(place)
    child = guarded(stand)
    referral, other = _offered(stand, child), _offered(stand, child, "safety")
    await stand.put()
    consent = (await _give(place, child))["data"]["done"]["consent"]["id"]
    assert problems(await _accept(place, referral)) == problems(await _accept(place, other)) == []
    assert await _sees(place, child)
    await _end(place, other)
    assert await _sees(place, child), "by the referral that was consented to"
    place.stage.clock.instant = LATER
    caller = _guardian(place) if by == "guardian" else place.ground.caller(by)
    assert problems(await _step(place, "withdrawConsent", "consent", consent, caller)) == []
    assert not await _sees(place, child)
    shut = f'{{ referral(id: "{referral["public_id"]}") {{ status endsAt }} }}'
    body = place.ground.caller("social_work_body")
    assert (await place.run(shut, body))["data"]["referral"] == {"status": "ENDED", "endsAt": utc_text(LATER)}
    again = await _step(place, "withdrawConsent", "consent", consent, caller)
    assert problems(again) == [("id", "MOVE_NOT_ALLOWED")]
    assert problems(await _give(place, child)) == [], "withdrawn, it may be given anew"


async def _end(place: Place, referral: Values) -> None:
    answer = await _step(place, "closeReferral", "referral", referral, place.ground.caller("social_work_body"))
    assert problems(answer) == []


async def test_only_referrals_of_that_purpose_and_child_end(place: Place) -> None:
    stand = Stand(place)
    child, sibling = guarded(stand), guarded(stand)
    consent = consent_of(stand, child)
    for of, purpose in ((child, "family_relations"), (sibling, PURPOSE), (sibling, "family_relations")):
        consent_of(stand, of, purpose=purpose)
    kept = [_offered(stand, child, "family_relations"), _offered(stand, child, "safety"), _offered(stand, sibling)]
    ended, waiting = _offered(stand, child), _offered(stand, child)
    await stand.put()
    for row in (*kept, ended):
        assert problems(await _accept(place, row)) == []
    assert problems(await _step(place, "withdrawConsent", "consent", consent, _guardian(place))) == []
    states = dict(await place.rows(select(REFERRAL.c.id, REFERRAL.c.status)))
    assert [states[row["id"]] for row in kept] == ["ACCEPTED"] * 3
    assert (states[ended["id"]], states[waiting["id"]]) == ("ENDED", "OFFERED")
    assert problems(await _accept(place, waiting)) == [("id", "MOVE_NOT_ALLOWED")]


async def test_another_guardians_consent_carries_the_referral_on(place: Place) -> None:
    stand = Stand(place)
    child = guarded(stand)
    mother = guardian_of(stand, child)
    referral = _offered(stand, child)
    await stand.put()
    first = (await _give(place, child))["data"]["done"]["consent"]["id"]
    hers = Caller(subject="guardian", guardian_id=mother["id"])
    second = (await _give(place, child, hers))["data"]["done"]["consent"]["id"]
    assert problems(await _accept(place, referral)) == []
    assert problems(await _step(place, "withdrawConsent", "consent", first, _guardian(place))) == []
    assert await _sees(place, child)
    assert problems(await _step(place, "withdrawConsent", "consent", second, hers)) == []
    assert not await _sees(place, child)


UNFIT: dict[str, dict[str, Any]] = {
    "without custody": {"custody": False},
    "no longer guardian": {"ends_at": NOW},
    "barred": {"barred_until": LATER},
}


@pytest.mark.parametrize("unfit", UNFIT)
async def test_who_has_no_custody_or_is_barred_can_neither_consent_nor_be_written_down(place: Place, unfit: str) -> None:
    """The consent that he gave before carries no acceptance either, and what the village is told is always the same."""
    stand = Stand(place)
    child = guarded(stand, **UNFIT[unfit])
    guardian_of(stand, child)
    referral = _offered(stand, child)
    await stand.put()
    assert problems(await _give(place, child)) == [("childId", "NOT_FOUND")]
    refused = await _record(place, child)
    assert problems(refused) == [("guardianId", "VALUE_INVALID")]
    assert "must have legal custody of the child on file" in refused["data"]["done"]["problems"][0]["message"]
    assert await _count(place, child) == 0
    consent_of(stand, child)
    await stand.put()
    assert problems(await _accept(place, referral)) == [("id", "MOVE_NOT_ALLOWED")]
    fit = {"custody": True, "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN}
    mine = (TIE.c.child_id == child["id"]) & (TIE.c.guardian_id == place.ground.rows["guardian"]["id"])
    await place.change(update(TIE).where(mine).values(**fit))
    assert problems(await _accept(place, referral)) == []


async def test_a_second_consent_of_the_same_guardian_is_refused(place: Place) -> None:
    stand = Stand(place)
    child = guarded(stand)
    await stand.put()
    assert problems(await _give(place, child)) == []
    assert problems(await _give(place, child)) == [("purpose", "VALUE_INVALID")]
    assert problems(await _record(place, child)) == [("purpose", "VALUE_INVALID")]
    assert problems(await _give(place, child, purpose="family_relations")) == []
    assert await _count(place, child) == 2


async def test_of_two_at_once_one_is_put_down(place: Place) -> None:
    stand = Stand(place)
    child = guarded(stand)
    await stand.put()
    answers = await asyncio.gather(*(_give(place, child) for _ in range(4)), _record(place, child))
    assert sorted(problems(a) for a in answers) == [[]] + [[("purpose", "VALUE_INVALID")]] * 4
    assert await _count(place, child) == 1


async def test_accepted_and_withdrawn_at_once_the_door_is_shut(place: Place) -> None:
    """Whichever comes first: accepted on a consent that is gone, it would stay open."""
    for _ in range(4):
        stand = Stand(place)
        await place.reset()
        child = guarded(stand)
        referral, consent = _offered(stand, child), consent_of(stand, child)
        await stand.put()
        accepted, withdrawn = await asyncio.gather(
            _accept(place, referral), _step(place, "withdrawConsent", "consent", consent, _guardian(place))
        )
        assert problems(withdrawn) == []
        assert problems(accepted) in ([], [("id", "MOVE_NOT_ALLOWED")])
        assert not await _sees(place, child)


async def test_hidden_and_missing_are_alike(place: Place) -> None:
    """A child that is not one's own, one of another village, a sealed one, another's consent."""
    stand = Stand(place)
    own, sealed = guarded(stand), guarded(stand)
    theirs = consent_of(stand, sealed, guardian_id=place.ground.rows["hidden guardian"]["id"])
    stranger = stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    await stand.put()
    await place.change(update(CHILD).where(CHILD.c.id == sealed["id"]).values(sealed=True))
    missing = {"public_id": f"chd_{'0' * 32}"}
    hidden = {"public_id": place.ground.id("hidden child")}
    assert await _give(place, hidden) == await _give(place, missing)
    assert problems(await _give(place, missing)) == [("childId", "NOT_FOUND")]
    assert await _record(place, hidden) == await _record(place, missing) == await _record(place, sealed)
    unseen = await _record(place, own, guardianId=stranger["public_id"])
    assert unseen == await _record(place, own, guardianId=f"gdn_{'0' * 32}")
    assert problems(unseen) == [("guardianId", "NOT_FOUND")]
    given = {"id": theirs["public_id"], "expectedVersion": "0" * 32}
    for caller in (_guardian(place), place.ground.caller("village")):
        of_another = await place.write("withdrawConsent", caller, show="", **given)
        of_none = await place.write("withdrawConsent", caller, show="", **given | {"id": f"cns_{'0' * 32}"})
        assert of_another == of_none
        assert problems(of_another) == [("id", "NOT_FOUND")]
