"""Agreements on entrusted guardianship: who may be party, what bars a carer, who supervises, how one ends.

Mechanisms: M4.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from authz.caller import Caller
from core.clock import NEVER_BEGAN, NEVER_ENDS
from db.tables import TABLES
from db.tables.service import PERSON
from tests.mutations.cases.agreement import agreement_of, entrusted, signed
from tests.mutations.cases.kit import Stand
from tests.mutations.cases.ruling import TODAY, guarded, guardian_of, where
from tests.mutations.place import Place, problems
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

AGREEMENT, SUPERVISION = TABLES["Agreement"], TABLES["AgreementSupervision"]


async def _sign(place: Place, given: dict[str, Any]) -> list[tuple[str | None, str]]:
    return problems(await place.write("signAgreement", place.ground.caller("village"), show="id", **given))


async def _agreements(place: Place, child: Values) -> list[Any]:
    return list(await place.rows(select(AGREEMENT.c.status).where(AGREEMENT.c.child_id == child["id"])))


async def test_a_carer_on_file_is_entrusted_and_checked_by_the_service(place: Place) -> None:
    stand = Stand(place)
    child, parent, carer = entrusted(stand)
    await stand.put()
    shown = "id status barredCheck checkedOn carer { id } child { id }"
    answer = await place.write("signAgreement", place.ground.caller("village"), show=shown, **signed(child, parent, carer))
    assert problems(answer) == []
    made = answer["data"]["done"]["agreement"]
    assert (made["status"], made["barredCheck"], made["checkedOn"]) == ("IN_FORCE", "CLEAR", TODAY.isoformat())
    seen = f'{{ agreement(id: "{made["id"]}") {{ status }} }}'
    assert (await place.run(seen, Caller(subject="entrusted_guardian", guardian_id=carer["id"])))["data"]["agreement"]
    assert (await place.run(seen, Caller(subject="guardian", guardian_id=parent["id"])))["data"]["agreement"]
    assert await _sign(place, signed(child, parent, carer)) == [("startsOn", "VALUE_INVALID")]


def _sanctioned(stand: Stand, carer: Values) -> tuple[str, str, dict[str, Any]]:
    other, _, _ = guarded(stand)
    return "Sanction", "status", {"status": "EXECUTED", "guardian_id": carer["id"], "incident_id": None, **where(other)}


def _warned(stand: Stand, carer: Values) -> tuple[str, str, dict[str, Any]]:
    other, _, incident = guarded(stand)
    return "WarningLetter", "status", {
        "status": "DELIVERED", "guardian_id": carer["id"], "incident_id": incident["id"], **where(other),
    }  # fmt: skip


def _ordered(stand: Stand, carer: Values) -> tuple[str, str, dict[str, Any]]:
    other, _, _ = guarded(stand)
    return "ProtectionOrder", "status", {"status": "EXPIRED", "guardian_id": carer["id"], **where(other)}


def _revoked(stand: Stand, carer: Values) -> tuple[str, str, dict[str, Any]]:
    other, _, _ = guarded(stand)
    return "Petition", "ruling", {"stage": "RULED", "ruling": "REVOKED", "respondent_guardian_id": carer["id"], **where(other)}


LIFTED = {"Sanction": "LIFTED", "WarningLetter": "WITHDRAWN", "ProtectionOrder": "REJECTED", "Petition": "DISMISSED"}


@pytest.mark.parametrize("bar", [_sanctioned, _warned, _ordered, _revoked])
async def test_a_barred_carer_is_refused_as_one_not_on_file_is_and_not_for_ever(place: Place, bar: Any) -> None:
    """Barred by what was done to another child, which the village does not see; the refusal does not say why."""
    stand = Stand(place)
    child, parent, carer = entrusted(stand)
    entity, column, columns = bar(stand, carer)
    row = stand.add(entity, **columns)
    stranger = stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    stand.add("Guardianship", **{**_tie_of(stranger), **where(child), "entrusted": False})
    await stand.put()
    village = place.ground.caller("village")
    answers = [
        await place.write("signAgreement", village, show="id", **signed(child, parent, who)) for who in (carer, stranger)
    ]
    assert problems(answers[0]) == [("carerId", "VALUE_INVALID")]
    assert answers[0] == answers[1]
    assert await _agreements(place, child) == []
    table = TABLES[entity]
    await place.change(update(table).where(table.c.id == row["id"]).values({column: LIFTED[entity]}))
    assert await _sign(place, signed(child, parent, carer)) == []


def _tie_of(guardian: Values) -> dict[str, Any]:
    return {
        "guardian_id": guardian["id"], "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN, "custody": False,
        "present_carer": False,
    }  # fmt: skip


async def test_only_who_has_custody_entrusts_and_not_to_one_who_has_it(place: Place) -> None:
    stand = Stand(place)
    child, parent, carer = entrusted(stand)
    mother = guardian_of(stand, child)
    await stand.put()
    assert await _sign(place, signed(child, carer, carer)) == [("parentId", "VALUE_INVALID")]
    assert await _sign(place, signed(child, parent, mother)) == [("carerId", "VALUE_INVALID")]
    same = signed(child, parent, carer) | {"otherParentId": parent["public_id"]}
    assert await _sign(place, same) == [("otherParentId", "VALUE_INVALID")]
    assert await _sign(place, signed(child, parent, carer) | {"otherParentId": mother["public_id"]}) == []


@pytest.mark.parametrize(
    ("name", "days"), [("signedOn", 1), ("endsOn", -1)], ids=["signed tomorrow", "over before today"]
)
async def test_the_days_of_an_agreement_follow_each_other(place: Place, name: str, days: int) -> None:
    stand = Stand(place)
    parties = entrusted(stand)
    await stand.put()
    given = signed(*parties) | {name: (TODAY + timedelta(days=days)).isoformat()}
    assert await _sign(place, given) == [(name, "VALUE_INVALID")]


async def test_who_arranged_it_does_not_supervise_it(place: Place) -> None:
    stand = Stand(place)
    arranged = place.ground.caller("village")
    agreement = agreement_of(stand, arranged_by_person_id=arranged.person_id)
    over = agreement_of(stand, "TERMINATED")
    await stand.put()
    given = {"agreementId": agreement["public_id"], "supervisedOn": TODAY.isoformat(), "supervisedBy": "张村官", "result": "KEPT"}
    other = place.ground.caller("village", number=1)

    async def supervise(caller: Caller, **but: Any) -> list[tuple[str | None, str]]:
        return problems(await place.write("superviseAgreement", caller, show="id result", **given | but))

    assert await supervise(arranged) == [("agreementId", "MOVE_NOT_ALLOWED")]
    assert await supervise(other, agreementId=over["public_id"]) == [("agreementId", "VALUE_INVALID")]
    assert await supervise(other, supervisedOn=(TODAY + timedelta(days=1)).isoformat()) == [("supervisedOn", "VALUE_INVALID")]
    names = select(TABLES["Guardian"].c.name).where(TABLES["Guardian"].c.id == agreement["carer_id"])
    carer, arranger = (await place.rows(names))[0][0], await _name(place, arranged)
    for name in (carer, arranger):
        assert await supervise(other, supervisedBy=name) == [("supervisedBy", "VALUE_INVALID")]
    assert await supervise(other) == []
    rows = await place.rows(select(SUPERVISION.c.supervised_by_person_id).where(SUPERVISION.c.agreement_id == agreement["id"]))
    assert [tuple(r) for r in rows] == [(other.person_id,)]


async def _name(place: Place, caller: Caller) -> str:
    rows = await place.rows(select(PERSON.c.name).where(PERSON.c.id == caller.person_id))
    return str(rows[0][0])


async def test_one_that_has_not_begun_ends_on_the_day_on_which_it_was_to_begin(place: Place) -> None:
    stand, begins = Stand(place), TODAY + timedelta(days=10)
    agreement = agreement_of(stand, starts_on=begins, ends_on=begins + timedelta(days=30))
    await stand.put()
    village = place.ground.caller("village")
    seen = await place.run(f'{{ agreement(id: "{agreement["public_id"]}") {{ version }} }}', village)
    answer = await place.write(
        "endAgreement", village, show="status startsOn endsOn", id=agreement["public_id"],
        expectedVersion=seen["data"]["agreement"]["version"],
    )  # fmt: skip
    ended = {"status": "TERMINATED", "startsOn": begins.isoformat(), "endsOn": begins.isoformat()}
    assert answer["data"]["done"]["agreement"] == ended


@pytest.mark.parametrize(("days", "state"), [(30, "TERMINATED"), (0, "TERMINATED"), (-1, "ENDED")])
async def test_one_whose_time_is_over_has_ended_any_other_is_terminated(place: Place, days: int, state: str) -> None:
    stand = Stand(place)
    agreement = agreement_of(stand, ends_on=TODAY + timedelta(days=days))
    await stand.put()
    village = place.ground.caller("village")
    seen = await place.run(f'{{ agreement(id: "{agreement["public_id"]}") {{ version }} }}', village)
    answer = await place.write(
        "endAgreement", village, show="status endsOn", id=agreement["public_id"],
        expectedVersion=seen["data"]["agreement"]["version"],
    )  # fmt: skip
    ended = TODAY + timedelta(days=min(days, 0))
    assert answer["data"]["done"]["agreement"] == {"status": state, "endsOn": ended.isoformat()}
