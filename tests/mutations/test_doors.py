"""The doors that cases open: shut a second too early and a second too late, shut at once by close, revoke and review.

Mechanisms: M15, M16.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from authz.caller import Caller, Role
from core.clock import utc_text
from db.tables import TABLES
from db.tables.service import EXACT_MATCH_QUOTA, OUTBOX
from tests.mutations.place import Place, problems, refusals
from tests.mutations.world import NUMBERS
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMERGENCY = TABLES["EmergencyAccess"]
SECOND = timedelta(seconds=1)
REASON = "独自在家，情况危急，需要立即联系监护人"


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def clock(place: Place) -> AsyncIterator[None]:
    """The clock of the service, put back afterwards."""
    yield
    place.stage.clock.instant = NOW


async def _version(place: Place, what: str, public_id: str, caller: Caller) -> str:
    answer = await place.run(f'{{ {what}(id: "{public_id}") {{ version }} }}', caller)
    return str(answer["data"][what]["version"])


async def _step(place: Place, mutation: str, what: str, public_id: str, caller: Caller, **given: Any) -> dict[str, Any]:
    version = await _version(place, what, public_id, caller)
    return await place.write(mutation, caller, show="id", id=public_id, expectedVersion=version, **given)


async def _sees(place: Place, child: str, caller: Caller) -> bool:
    answer = await place.run(f'{{ child(id: "{place.ground.id(child)}") {{ name }} }}', caller)
    return answer["data"]["child"] is not None


async def _offer(place: Place, **given: Any) -> dict[str, Any]:
    usual = {
        "childId": place.ground.id("hidden child"), "purpose": "guardianship_guidance", "toOrganisationId": place.ground.id("town"),
    }  # fmt: skip
    return await place.write("offerReferral", place.ground.caller("civil_affairs"), show="id status endsAt", **usual | given)


async def _accepted(place: Place) -> str:
    offered = (await _offer(place))["data"]["done"]["referral"]
    assert (offered["status"], offered["endsAt"]) == ("OFFERED", None)
    answer = await _step(place, "acceptReferral", "referral", offered["id"], place.ground.caller("town"))
    assert problems(answer) == []
    return str(offered["id"])


async def test_a_referral_opens_with_its_acceptance_and_shuts_at_its_end(place: Place) -> None:
    town, days = place.ground.caller("town"), place.stage.service.policies.declared.numbers["referral_days"].value
    offered = (await _offer(place))["data"]["done"]["referral"]["id"]
    assert not await _sees(place, "hidden child", town)
    assert problems(await _step(place, "acceptReferral", "referral", offered, town)) == []
    assert await _sees(place, "hidden child", town)
    for instant, open_ in ((NOW + timedelta(days=days) - SECOND, True), (NOW + timedelta(days=days) + SECOND, False)):
        place.stage.clock.instant = instant
        assert await _sees(place, "hidden child", town) is open_


@pytest.mark.parametrize(
    ("mutation", "by"), [("closeReferral", "town"), ("closeReferral", "civil_affairs"), ("revokeReferral", "civil_affairs")]
)
async def test_a_referral_is_shut_at_once(place: Place, mutation: str, by: str) -> None:
    referral = await _accepted(place)
    assert await _sees(place, "hidden child", place.ground.caller("town"))
    assert problems(await _step(place, mutation, "referral", referral, place.ground.caller(by))) == []
    assert not await _sees(place, "hidden child", place.ground.caller("town"))


async def test_each_side_has_its_steps(place: Place) -> None:
    referral = (await _offer(place))["data"]["done"]["referral"]["id"]
    for mutation in ("acceptReferral", "rejectReferral"):
        answer = await _step(place, mutation, "referral", referral, place.ground.caller("civil_affairs"))
        assert problems(answer) == [("id", "MOVE_NOT_ALLOWED")]
    answer = await _step(place, "revokeReferral", "referral", referral, place.ground.caller("town"))
    assert problems(answer) == [("id", "MOVE_NOT_ALLOWED")]
    assert problems(await _step(place, "rejectReferral", "referral", referral, place.ground.caller("town"))) == []
    assert not await _sees(place, "hidden child", place.ground.caller("town"))


async def test_what_an_offer_must_be(place: Place) -> None:
    """A purpose of the policies, for an organisation that the purpose names and that is not itself concerned."""
    assert problems(await _offer(place, purpose="rescue")) == [("purpose", "VALUE_INVALID")]
    assert problems(await _offer(place, purpose="schooling")) == [("toOrganisationId", "VALUE_INVALID")]
    own = place.ground.id("civil_affairs")
    assert problems(await _offer(place, toOrganisationId=own)) == [("toOrganisationId", "VALUE_INVALID")]
    report = TABLES["Report"]
    concerned = {"child_id": place.ground.rows["hidden child"]["id"], "respondent_organisation_id": place.ground.rows["town"]["id"]}
    await place.change(update(report).where(report.c.id == place.ground.rows["report"]["id"]).values(**concerned))
    assert problems(await _offer(place)) == [("toOrganisationId", "VALUE_INVALID")]
    hidden = await place.write(
        "offerReferral", place.ground.caller("town"), show="", childId=place.ground.id("hidden child"),
        purpose="schooling", toOrganisationId=place.ground.id("school"),
    )  # fmt: skip
    assert problems(hidden) == [("childId", "NOT_FOUND")]


async def test_no_row_is_shown_after_a_close_was_acknowledged(place: Place) -> None:
    town, closed = place.ground.caller("town"), asyncio.Event()
    late: list[bool] = []

    async def read() -> None:
        for _ in range(12):
            after = closed.is_set()
            seen = await _sees(place, "hidden child", town)
            if after:
                late.append(seen)

    async def close(referral: str) -> None:
        assert problems(await _step(place, "closeReferral", "referral", referral, town)) == []
        closed.set()

    await asyncio.gather(*(read() for _ in range(4)), close(await _accepted(place)))
    late.append(await _sees(place, "hidden child", town))
    assert not any(late)


async def _break_glass(place: Place, unit: str = "police", **given: Any) -> dict[str, Any]:
    usual = {"reason": REASON}
    return await place.write("openEmergencyAccess", place.ground.caller(unit), show="id endsAt status", **usual | given)


async def _opened(place: Place, unit: str = "police") -> str:
    answer = await _break_glass(place, unit, childId=place.ground.id("hidden child"))
    return str(answer["data"]["done"]["emergencyAccess"]["id"])


async def test_break_glass_finds_a_child_by_number_or_id_and_ends_by_the_clock(place: Place) -> None:
    police, hours = place.ground.caller("police"), place.stage.service.policies.declared.numbers["break_glass_hours"].value
    assert not await _sees(place, "hidden child", police)
    answer = await _break_glass(place, identityNumber=NUMBERS["hidden"])
    assert problems(answer) == []
    opened = answer["data"]["done"]["emergencyAccess"]
    assert (opened["status"], opened["endsAt"]) == ("OPENED", utc_text(NOW + timedelta(hours=hours)))
    assert await _sees(place, "hidden child", police)
    assert not await _sees(place, "hidden child", place.ground.caller("police", number=1))
    told = (await place.rows(select(OUTBOX.c.organisations).where(OUTBOX.c.event == "openEmergencyAccess")))[0][0]
    assert str(place.ground.rows["civil_affairs"]["id"]) in told
    for instant, open_ in ((NOW + timedelta(hours=hours) - SECOND, True), (NOW + timedelta(hours=hours) + SECOND, False)):
        place.stage.clock.instant = instant
        assert await _sees(place, "hidden child", police) is open_


async def test_break_glass_tells_nothing_of_whom_it_does_not_open_and_counts_each_attempt(place: Place) -> None:
    used = select(func.coalesce(func.sum(EXACT_MATCH_QUOTA.c.used), 0))
    before = (await place.rows(used))[0][0]
    assert problems(await _break_glass(place, childId=f"chd_{'0' * 32}")) == [("childId", "NOT_FOUND")]
    child = TABLES["Child"]
    await place.change(update(child).where(child.c.id == place.ground.rows["hidden child"]["id"]).values(sealed=True))
    sealed = await _break_glass(place, "hospital", childId=place.ground.id("hidden child"))
    assert problems(sealed) == [("childId", "NOT_FOUND")]
    assert (await place.rows(used))[0][0] == before + 2
    own = select(func.count()).select_from(EMERGENCY).where(EMERGENCY.c.reason == REASON)
    assert (await place.rows(own))[0][0] == 0


async def test_break_glass_needs_a_reason_and_one_child(place: Place) -> None:
    child = place.ground.id("hidden child")
    assert problems(await _break_glass(place, childId=child, reason="急")) == [("reason", "VALUE_INVALID")]
    assert problems(await _break_glass(place)) == [("childId", "VALUE_INVALID")]
    assert problems(await _break_glass(place, identityNumber="500112201509010")) == [("identityNumber", "IDENTITY_NUMBER_INVALID")]


async def test_the_lead_unit_reviews_what_others_opened_and_shuts_what_was_not_justified(place: Place) -> None:
    opened = await _opened(place)
    lead, police = place.ground.caller("civil_affairs"), place.ground.caller("police")
    reviewed = await _step(place, "reviewEmergencyAccess", "emergencyAccess", opened, lead, justified=False)
    assert problems(reviewed) == []
    assert not await _sees(place, "hidden child", police)
    row = select(EMERGENCY.c.status, EMERGENCY.c.reviewed_by_person_id).where(EMERGENCY.c.public_id == opened)
    assert await place.rows(row) == [("UNJUSTIFIED", lead.person_id)]


async def _review(place: Place, opened: str, caller: Caller, justified: bool) -> dict[str, Any]:
    return await _step(place, "reviewEmergencyAccess", "emergencyAccess", opened, caller, justified=justified)


@pytest.mark.parametrize("justified", [True, False])
async def test_the_procuratorate_reviews_what_the_lead_unit_opened_itself(place: Place, justified: bool) -> None:
    procuratorate = place.ground.caller("procuratorate")
    own = await _opened(place, "civil_affairs")
    told = (await place.rows(select(OUTBOX.c.organisations).where(OUTBOX.c.event == "openEmergencyAccess")))[-1][0]
    assert str(place.ground.rows["procuratorate"]["id"]) in told
    reasons = ("nobody reviews his own access", "the lead unit's own accesses are reviewed by the procuratorate")
    for number, why in enumerate(reasons):
        answer = await _review(place, own, place.ground.caller("civil_affairs", number=number), True)
        assert problems(answer) == [("id", "MOVE_NOT_ALLOWED")]
        assert why in answer["data"]["done"]["problems"][0]["message"]
    shown = "reason status openedAt endsAt reviewedAt organisation { name }"
    seen = (await place.run(f'{{ emergencyAccess(id: "{own}") {{ {shown} }} }}', procuratorate))["data"]["emergencyAccess"]
    assert (seen["reason"], seen["status"], seen["organisation"]) == (REASON, "OPENED", {"name": "civil_affairs"})
    assert problems(await _review(place, own, procuratorate, justified)) == []
    row = select(EMERGENCY.c.status, EMERGENCY.c.revoked, EMERGENCY.c.reviewed_by_person_id).where(EMERGENCY.c.public_id == own)
    assert await place.rows(row) == [("JUSTIFIED" if justified else "UNJUSTIFIED", not justified, procuratorate.person_id)]
    ended = select(func.count()).select_from(EMERGENCY).where(EMERGENCY.c.public_id == own, EMERGENCY.c.ends_at <= NOW)
    assert await place.rows(ended) == [(int(not justified),)]
    again = await _review(place, own, procuratorate, justified)
    assert problems(again) == [("id", "MOVE_NOT_ALLOWED")]


async def test_the_procuratorate_learns_of_no_access_but_the_lead_units_and_of_no_child(place: Place) -> None:
    """An access of others and one that nobody ever opened look the same to it; the child is no member of what it reads."""
    procuratorate, nobody = place.ground.caller("procuratorate"), f"emg_{'0' * 32}"
    others, own = [await _opened(place, unit) for unit in ("police", "hospital")], await _opened(place, "civil_affairs")
    told = await place.rows(select(OUTBOX.c.organisations).where(OUTBOX.c.event == "openEmergencyAccess").order_by(OUTBOX.c.id))
    key = str(place.ground.rows["procuratorate"]["id"])
    assert [key in organisations for (organisations,) in told] == [False, False, True]
    for hidden in (*others, nobody):
        read = await place.run(f'{{ emergencyAccess(id: "{hidden}") {{ id }} }}', procuratorate)
        assert read["data"] == {"emergencyAccess": None}
        given = {"id": hidden, "expectedVersion": "0" * 32, "justified": False}
        answer = await place.write("reviewEmergencyAccess", procuratorate, show="id", **given)
        assert problems(answer) == [("id", "NOT_FOUND")]
    listed = await place.run("{ emergencyAccesses(first: 50) { nodes { id } } }", procuratorate)
    assert own in [n["id"] for n in listed["data"]["emergencyAccesses"]["nodes"]]
    assert not {*others} & {n["id"] for n in listed["data"]["emergencyAccesses"]["nodes"]}
    refused = await place.run(f'{{ emergencyAccess(id: "{own}") {{ child {{ name }} }} }}', procuratorate)
    assert [e["extensions"]["code"] for e in refused["errors"]] == ["FIELD_NOT_AVAILABLE"]
    assert not await _sees(place, "hidden child", procuratorate)


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
async def test_only_an_officer_of_the_procuratorate_gives_the_verdict(place: Place, role: Role) -> None:
    own = await _opened(place, "civil_affairs")
    caller = replace(place.ground.caller("procuratorate"), role=role)
    answer = await place.write("reviewEmergencyAccess", caller, show="", id=own, expectedVersion="0" * 32, justified=True)
    assert set(refusals(answer)) == {"FIELD_NOT_AVAILABLE"}
    row = select(EMERGENCY.c.status).where(EMERGENCY.c.public_id == own)
    assert await place.rows(row) == [("OPENED",)]


async def test_who_opened_it_revokes_it(place: Place) -> None:
    police = place.ground.caller("police")
    opened = await _opened(place)
    assert problems(await _step(place, "revokeEmergencyAccess", "emergencyAccess", opened, police)) == []
    assert not await _sees(place, "hidden child", police)


async def test_a_person_has_one_access_to_a_child_at_a_time(place: Place) -> None:
    """The second is refused by id and by number, in both languages; a colleague opens his own; revoked, it may be opened again."""
    first, child = await _opened(place), place.ground.id("hidden child")
    answer = await _break_glass(place, childId=child)
    assert problems(answer) == [("childId", "MOVE_NOT_ALLOWED")]
    assert "your emergency access to this child still runs" in answer["data"]["done"]["problems"][0]["message"]
    assert problems(await _break_glass(place, identityNumber=NUMBERS["hidden"])) == [("identityNumber", "MOVE_NOT_ALLOWED")]
    colleague = place.ground.caller("police", number=1)
    own = await place.write("openEmergencyAccess", colleague, show="id", childId=child, reason=REASON)
    assert problems(own) == []
    opened = select(func.count()).select_from(EMERGENCY).where(EMERGENCY.c.reason == REASON)
    assert await place.rows(opened) == [(2,)]
    police = place.ground.caller("police")
    assert problems(await _step(place, "revokeEmergencyAccess", "emergencyAccess", first, police)) == []
    assert problems(await _break_glass(place, childId=child)) == []


async def test_one_whose_access_still_runs_does_not_learn_that_a_sealed_child_is_still_there(place: Place) -> None:
    await _opened(place, "hospital")
    child = TABLES["Child"]
    await place.change(update(child).where(child.c.id == place.ground.rows["hidden child"]["id"]).values(sealed=True))
    answer = await _break_glass(place, "hospital", childId=place.ground.id("hidden child"))
    assert problems(answer) == [("childId", "NOT_FOUND")]


async def test_who_was_not_justified_reads_the_child_by_no_other_access_and_opens_none(place: Place) -> None:
    """One opened after the first had run out is shut by the verdict on the first, and waits for its own; a colleague may open."""
    police, lead, child = place.ground.caller("police"), place.ground.caller("civil_affairs"), place.ground.id("hidden child")
    numbers = place.stage.service.policies.declared.numbers
    first = await _opened(place)
    verdict = place.stage.clock.instant = NOW + timedelta(hours=numbers["break_glass_hours"].value) + SECOND
    second = await _opened(place)
    assert await _sees(place, "hidden child", police)
    assert problems(await _review(place, first, lead, False)) == []
    assert not await _sees(place, "hidden child", police)
    row = select(EMERGENCY.c.status, EMERGENCY.c.revoked).where(EMERGENCY.c.public_id == second)
    assert await place.rows(row) == [("REVOKED", True)]
    refused = await _break_glass(place, childId=child)
    assert problems(refused) == [("childId", "MOVE_NOT_ALLOWED")]
    assert "another person must open it" in refused["data"]["done"]["problems"][0]["message"]
    colleague = place.ground.caller("police", number=1)
    assert problems(await place.write("openEmergencyAccess", colleague, show="id", childId=child, reason=REASON)) == []
    assert problems(await _review(place, second, lead, True)) == []
    assert not await _sees(place, "hidden child", police)
    place.stage.clock.instant = verdict + timedelta(days=numbers["emergency_barred_days"].value) + SECOND
    assert problems(await _break_glass(place, childId=child)) == []
    assert await _sees(place, "hidden child", police)
