"""What is done against guardians and about duties to report: what the work decides beyond the state tables.

Mechanisms: M14, M17.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from authz.caller import Caller
from core.clock import NEVER_BEGAN, NEVER_ENDS, WORK_ZONE, utc_text, work_date
from db.tables import TABLES
from db.tables.types import moment_from_text
from tests.mutations.cases.kit import Stand
from tests.mutations.cases.ruling import TODAY, guarded, guardian_of, report_by, where
from tests.mutations.place import Place, problems
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

TIE, CHANGE_OF_GUARDIAN = TABLES["Guardianship"], TABLES["GuardianshipChange"]


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def clock(place: Place) -> AsyncIterator[None]:
    """The clock of the service, put back afterwards."""
    yield
    place.stage.clock.instant = NOW


async def _step(place: Place, mutation: str, row: Values, caller: Caller, **given: Any) -> list[tuple[str | None, str]]:
    kinds = ("protectionOrder", "petition", "dutyFailure", "temporaryGuardianship", "assessment")
    prefixes = ("cpo", "pet", "dfl", "ctg", "asm")
    what = dict(zip(prefixes, kinds, strict=True))[row["public_id"][:3]]
    answer = await place.run(f'{{ {what}(id: "{row["public_id"]}") {{ version }} }}', caller)
    version = answer["data"][what]["version"]
    return problems(await place.write(mutation, caller, show="", id=row["public_id"], expectedVersion=version, **given))


async def _tie(place: Place, child: Values, guardian: Values) -> tuple[bool, datetime, datetime]:
    wanted = select(TIE.c.custody, TIE.c.ends_at, TIE.c.barred_until)
    rows = await place.rows(wanted.where(TIE.c.child_id == child["id"], TIE.c.guardian_id == guardian["id"]))
    custody, *times = rows[0]
    ends, barred = (moment_from_text(t) if isinstance(t, str) else t for t in times)
    return bool(custody), ends, barred


async def test_the_day_of_the_world_is_the_day_of_these_tests() -> None:
    assert work_date(NOW) == TODAY


@pytest.mark.parametrize("urgent", [False, True])
async def test_an_order_bars_the_guardian_until_its_last_day_is_over(place: Place, urgent: bool) -> None:
    stand = Stand(place)
    child, guardian, _ = guarded(stand)
    await stand.put()
    answer = await place.write(
        "applyProtectionOrder", place.ground.caller("civil_affairs"), show="id dueAt", childId=child["public_id"],
        guardianId=guardian["public_id"], urgent=urgent,
    )  # fmt: skip
    order = answer["data"]["done"]["protectionOrder"]
    assert order["dueAt"] == utc_text(NOW + timedelta(hours=24 if urgent else 72))
    row, court = {"public_id": order["id"]}, place.ground.caller("court")
    given = {"granted": True, "measures": "禁止接触"}
    for bad in (None, "2026-03-01", "2026-09-03"):
        assert await _step(place, "decideProtectionOrder", row, court, validUntil=bad, **given) == [("validUntil", "VALUE_INVALID")]
    assert (await _tie(place, child, guardian))[2] == NEVER_BEGAN
    assert await _step(place, "decideProtectionOrder", row, court, validUntil="2026-09-02", **given) == []
    assert (await _tie(place, child, guardian))[2] == datetime(2026, 9, 3, tzinfo=WORK_ZONE).astimezone(UTC)
    assert await _step(place, "liftProtectionOrder", row, court) == []
    assert (await _tie(place, child, guardian))[2] == NEVER_BEGAN


async def _guardian_sees(place: Place, child: Values, guardian: Values) -> bool:
    caller = Caller(subject="guardian", guardian_id=guardian["id"])
    answer = await place.run(f'{{ child(id: "{child["public_id"]}") {{ name }} }}', caller)
    return answer["data"]["child"] is not None


async def test_the_bar_ends_with_the_order_by_the_clock(place: Place) -> None:
    stand = Stand(place)
    child, guardian, _ = guarded(stand)
    order = stand.add(
        "ProtectionOrder", status="APPLIED", guardian_id=guardian["id"], petition_id=None, decided_at=None,
        court_organisation_id=stand.organisation("court"), **where(child),
    )  # fmt: skip
    await stand.put()
    assert await _guardian_sees(place, child, guardian)
    given = {"granted": True, "measures": "禁止接触", "validUntil": "2026-03-31"}
    assert await _step(place, "decideProtectionOrder", order, place.ground.caller("court"), **given) == []
    end = datetime(2026, 4, 1, tzinfo=WORK_ZONE).astimezone(UTC)
    for instant, seen in ((end - timedelta(seconds=1), False), (end + timedelta(seconds=1), True)):
        place.stage.clock.instant = instant
        assert await _guardian_sees(place, child, guardian) is seen


async def _file(place: Place, child: Values, respondent: Values, caller: Caller, **given: Any) -> dict[str, Any]:
    usual = {"childId": child["public_id"], "respondentId": respondent["public_id"], "ground": "GRAVE_HARM"}
    return await place.write("filePetition", caller, show="id", **usual | given)


async def test_duty_refused_is_a_ground_on_the_day_its_months_are_full(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    await stand.put()
    village = place.ground.caller("village")
    early = await _file(place, child, respondent, village, ground="DUTY_REFUSED", refusedSince="2025-09-03")
    assert problems(early) == [("refusedSince", "VALUE_INVALID")]
    assert "2026-03-03" in early["data"]["done"]["problems"][0]["message"]
    missing = await _file(place, child, respondent, village, ground="DUTY_REFUSED")
    assert problems(missing) == [("refusedSince", "VALUE_INVALID")]
    full = await _file(place, child, respondent, village, ground="DUTY_REFUSED", refusedSince="2025-09-02")
    assert problems(full) == []


async def test_a_near_relative_petitions_for_a_child_of_his_own_and_for_no_other(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    relative = guardian_of(stand, child)
    other, another, _ = guarded(stand)
    await stand.put()
    caller = Caller(subject="near_relative", guardian_id=relative["id"])
    assert problems(await _file(place, child, respondent, caller)) == []
    assert problems(await _file(place, other, another, caller)) == [("childId", "NOT_FOUND")]
    assert problems(await _file(place, child, another, caller)) == [("respondentId", "NOT_FOUND")]
    assert problems(await _file(place, child, relative, caller)) == [("respondentId", "VALUE_INVALID")]


async def test_who_signed_the_assessment_does_not_prepare_the_petition(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    signer = place.ground.caller("civil_affairs")
    stand.add("Assessment", signed_by_person_id=signer.person_id, report_id=None, **where(child))
    await stand.put()
    assert problems(await _file(place, child, respondent, signer)) == [("childId", "MOVE_NOT_ALLOWED")]
    assert problems(await _file(place, child, respondent, place.ground.caller("civil_affairs", number=1))) == []


async def test_who_filed_the_petition_does_not_sign_the_assessment_while_it_runs(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    drafted = {"status": "DRAFTED", "prepared_by_person_id": None, "signed_by_person_id": None, "report_id": None}
    first, second = (stand.add("Assessment", **drafted, **where(child)) for _ in range(2))
    await stand.put()
    filer, another = place.ground.caller("civil_affairs"), place.ground.caller("civil_affairs", number=1)
    filed = await _file(place, child, respondent, filer)
    petition = {"public_id": filed["data"]["done"]["petition"]["id"]}
    assert await _step(place, "signAssessment", first, filer) == [("id", "MOVE_NOT_ALLOWED")]
    assert await _step(place, "signAssessment", first, another) == []
    assert await _step(place, "withdrawPetition", petition, filer) == []
    assert await _step(place, "signAssessment", second, filer) == []


async def test_a_revocation_ends_one_tie_begins_another_and_tells_the_others(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    new = guardian_of(stand, child, custody=False)
    petition = _heard(stand, child, respondent, new)
    agreement = stand.add("Agreement", status="IN_FORCE", carer_id=respondent["id"], **where(child))
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == []
    assert (await _tie(place, child, respondent))[1] == NOW
    assert (await _tie(place, child, new))[:2] == (True, NEVER_ENDS)
    changes = select(CHANGE_OF_GUARDIAN.c.from_name, CHANGE_OF_GUARDIAN.c.to_name)
    assert await place.rows(changes.where(CHANGE_OF_GUARDIAN.c.child_id == child["id"])) == [(respondent["name"], new["name"])]
    stored = TABLES["Agreement"]
    assert await place.rows(select(stored.c.status).where(stored.c.id == agreement["id"])) == [("TERMINATED",)]
    assert not await _guardian_sees(place, child, respondent)
    assert await _step(place, "restoreGuardianship", petition, court) == []
    assert (await _tie(place, child, respondent))[:2] == (True, NEVER_ENDS)
    assert (await _tie(place, child, new))[:2] == (False, NEVER_ENDS), "whom the court had named has custody no longer"
    assert await _step(place, "restoreGuardianship", petition, court) == [("id", "MOVE_NOT_ALLOWED")]
    told = [(respondent["name"], new["name"]), (new["name"], respondent["name"])]
    assert await place.rows(changes.where(CHANGE_OF_GUARDIAN.c.child_id == child["id"]).order_by(CHANGE_OF_GUARDIAN.c.id)) == told


async def test_of_two_petitions_against_one_the_second_revokes_nothing_and_names_nobody(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    aunt = guardian_of(stand, child, relationship="OTHER_RELATIVE")
    petitions = [_heard(stand, child, respondent, new) for new in (guardian_of(stand, child), aunt)]
    await stand.put()
    await place.change(update(TIE).where(TIE.c.child_id == child["id"], TIE.c.guardian_id == aunt["id"]).values(custody=False))
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petitions[0], court, ruling="REVOKED") == []
    assert await _step(place, "rulePetition", petitions[1], court, ruling="REVOKED") == [("ruling", "VALUE_INVALID")]
    assert (await _tie(place, child, aunt))[0] is False
    assert await _step(place, "rulePetition", petitions[1], court, ruling="DISMISSED") == []


async def test_a_restored_parent_does_not_end_the_custody_of_the_other(place: Place) -> None:
    stand = Stand(place, 1_600_000_000)  # what was changed is remembered of keys of other tests
    child, respondent, _ = guarded(stand)
    mother = guardian_of(stand, child, relationship="MOTHER")
    petition = _heard(stand, child, respondent, mother)
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == []
    assert await _step(place, "restoreGuardianship", petition, court) == []
    assert (await _tie(place, child, mother))[:2] == (True, NEVER_ENDS)


@pytest.mark.parametrize("relationship", ["GRANDPARENT", "OTHER_ADULT"])
async def test_no_carer_and_no_relative_is_restored_and_none_gets_custody_by_it(place: Place, relationship: str) -> None:
    stand = Stand(place)
    child = guarded(stand)[0]
    carer = guardian_of(stand, child, relationship=relationship)
    petition = _heard(stand, child, carer, guardian_of(stand, child))
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == []
    assert await _step(place, "restoreGuardianship", petition, court) == [("id", "MOVE_NOT_ALLOWED")]
    assert (await _tie(place, child, carer))[1] == NOW


HAD = ("no tie", "entrusted", "custody", "an ended tie")


@pytest.mark.parametrize("had", HAD)
async def test_a_restoration_takes_back_what_the_ruling_gave_and_nothing_else(place: Place, had: str) -> None:
    stand = Stand(place, 1_500_000_000 + HAD.index(had) * 1_000_000)  # what was changed is remembered of keys of other tests
    child, respondent, _ = guarded(stand)
    new = stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    ends = NOW - timedelta(days=30) if had == "an ended tie" else NEVER_ENDS
    if had != "no tie":
        stand.add(
            "Guardianship", guardian_id=new["id"], ends_at=ends, barred_until=NEVER_BEGAN, custody=had == "custody",
            entrusted=had == "entrusted", present_carer=False, **where(child),
        )  # fmt: skip
    petition = _heard(stand, child, respondent, new)
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == []
    assert (await _tie(place, child, new))[:2] == (True, NEVER_ENDS)
    assert await _step(place, "restoreGuardianship", petition, court) == []
    assert (await _tie(place, child, respondent))[:2] == (True, NEVER_ENDS)
    assert await _guardian_sees(place, child, new) is (had == "custody")
    entrusted = select(TIE.c.entrusted).where(TIE.c.child_id == child["id"], TIE.c.guardian_id == new["id"])
    assert [bool(r[0]) for r in await place.rows(entrusted)] == [had == "entrusted"]
    ended = (await _tie(place, child, new))[1]
    assert ended == (NEVER_ENDS if had in ("entrusted", "custody") else NOW)
    assert await _step(place, "restoreGuardianship", petition, court) == [("id", "MOVE_NOT_ALLOWED")]
    changes = select(CHANGE_OF_GUARDIAN.c.id).where(CHANGE_OF_GUARDIAN.c.child_id == child["id"])
    assert len(await place.rows(changes)) == 2


def _heard(stand: Stand, child: Values, respondent: Values, new: Values | None) -> Values:
    return stand.add(
        "Petition", stage="HEARD", ruling=None, respondent_guardian_id=respondent["id"],
        proposed_guardian_id=new["id"] if new else None, petitioner_guardian_id=None, petitioner_organisation_id=None,
        court_organisation_id=stand.organisation("court"), **where(child),
    )  # fmt: skip


async def test_a_revocation_names_another_guardian_and_a_crime_is_not_forgiven(place: Place) -> None:
    stand = Stand(place)
    child, respondent, _ = guarded(stand)
    petition = _heard(stand, child, respondent, None)
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == [("newGuardianId", "VALUE_INVALID")]
    assert await _step(place, "rulePetition", petition, court, ruling="DISMISSED") == []
    assert (await _tie(place, child, respondent))[1] == NEVER_ENDS
    assert await _step(place, "restoreGuardianship", petition, court) == [("id", "MOVE_NOT_ALLOWED")]


async def test_no_restoration_after_a_crime_against_the_child(place: Place) -> None:
    stand = Stand(place)
    child, respondent, incident = guarded(stand)
    petition = _heard(stand, child, respondent, guardian_of(stand, child))
    stand.add(
        "Sanction", kind="CRIMINAL_CASE", status="DECIDED", guardian_id=respondent["id"], incident_id=incident["id"], **where(child)
    )
    await stand.put()
    court = place.ground.caller("court")
    assert await _step(place, "rulePetition", petition, court, ruling="REVOKED") == []
    assert await _step(place, "restoreGuardianship", petition, court) == [("id", "MOVE_NOT_ALLOWED")]


async def test_a_warning_letter_is_copied_to_the_village_but_never_to_one_that_is_concerned(place: Place) -> None:
    stand = Stand(place)
    for respondent in (None, stand.organisation("village")):
        _, guardian, incident = guarded(stand)
        incident["respondent_organisation_id"] = respondent
        await stand.put()
        answer = await place.write(
            "issueWarningLetter", place.ground.caller("police"), show="visitDueOn copiedTo { id }", facts="多次殴打",
            incidentId=incident["public_id"], guardianId=guardian["public_id"],
        )  # fmt: skip
        copied = {"visitDueOn": "2026-04-01", "copiedTo": {"id": place.ground.id("village")}}
        assert answer["data"]["done"]["warningLetter"] == (copied if respondent is None else {"visitDueOn": None, "copiedTo": None})


async def test_days_late_are_counted_from_the_report_and_another_person_decides(place: Place) -> None:
    stand = Stand(place)
    school = stand.organisation("school")
    late = report_by(stand, "SCHOOL", reporter_organisation_id=school, latency_minutes=120 + 1441)
    in_time = report_by(stand, "SCHOOL", reporter_organisation_id=school, latency_minutes=120)
    await stand.put()
    given = {"organisationId": place.ground.id("school"), "kind": "REPORTED_LATE", "source": "POLICE", "staffName": "周老师"}
    police = place.ground.caller("police")
    refused = await place.write("noteDutyFailure", police, show="", reportId=in_time["public_id"], **given)
    assert problems(refused) == [("reportId", "VALUE_INVALID")]
    noted = await place.write("noteDutyFailure", police, show="id daysLate", reportId=late["public_id"], **given)
    failure = noted["data"]["done"]["dutyFailure"]
    assert failure["daysLate"] == 2
    row = {"public_id": failure["id"]}
    assert await _step(place, "excuseDutyFailure", row, police) == [("id", "MOVE_NOT_ALLOWED")]
    assert await _step(place, "excuseDutyFailure", row, place.ground.caller("police", number=1)) == []


async def test_only_who_had_no_duty_is_commended(place: Place) -> None:
    stand = Stand(place)
    bound, free = report_by(stand, "SCHOOL"), report_by(stand, "CITIZEN")
    await stand.put()
    police, given = place.ground.caller("police"), {"kind": "LETTER", "text": "感谢及时报告"}
    assert problems(await place.write("commendReporter", police, show="", reportId=bound["public_id"], **given)) == [
        ("reportId", "VALUE_INVALID")
    ]
    rewarded = given | {"kind": "REWARD"}
    assert problems(await place.write("commendReporter", police, show="", reportId=free["public_id"], **rewarded)) == [
        ("amount", "VALUE_INVALID")
    ]
    assert problems(await place.write("commendReporter", police, show="", reportId=free["public_id"], **given)) == []


async def test_one_temporary_guardianship_at_a_time_ended_by_another_than_the_assessor(place: Place) -> None:
    stand = Stand(place)
    child = guarded(stand)[0]
    await stand.put()
    first, second = place.ground.caller("civil_affairs"), place.ground.caller("civil_affairs", number=1)
    given = {"childId": child["public_id"], "legalCase": "GUARDIAN_UNABLE"}
    taken = await place.write("takeTemporaryGuardianship", first, show="id", **given)
    row = {"public_id": taken["data"]["done"]["temporaryGuardianship"]["id"]}
    assert problems(await place.write("takeTemporaryGuardianship", first, show="", **given)) == [("childId", "VALUE_INVALID")]
    assert await _step(place, "assessReturn", row, first, returnAssessment="SUITABLE") == []
    assert await _step(place, "endTemporaryGuardianship", row, first) == [("id", "MOVE_NOT_ALLOWED")]
    assert await _step(place, "endTemporaryGuardianship", row, second) == []
    stored = TABLES["TemporaryGuardianship"]
    ended = select(stored.c.status, stored.c.ended_on).where(stored.c.public_id == row["public_id"])
    assert [(s, str(d)) for s, d in await place.rows(ended)] == [("RETURNED", str(date(2026, 3, 2)))]
