"""Tasks of the lead unit: who is told of what, and that they follow the records that they are about.

Mechanisms: M18.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from core.clock import FixedClock
from db.tables import TABLES
from resolvers.work import duplicates
from resolvers.work.base import Outcome, registered
from schema.entities import CATALOG
from tests.attacks.test_moves import about
from tests.mutations.cases.kit import Stand
from tests.mutations.place import Place, problems
from tests.mutations.records import FIRST_KEY, left_of, put
from tests.mutations.test_corrections import _ask
from tests.mutations.test_record_ends import _end, _ended, _restore, _settled
from tests.mutations.world import DISTRICT, TOWN, VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

DUTY, CHILD = TABLES["Duty"], TABLES["Child"]
OWED = select(DUTY.c.code).where(DUTY.c.code == "lead_task")
UNITS = ("civil_affairs", "police", "procuratorate")
LISTED = "{ leadTasks { nodes { record recordId otherRecordId status } } }"
TWIN = {"identityNumber": None, "name": "重名童"}


async def _tasks(place: Place, unit: str = "civil_affairs") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await place.run(LISTED, place.ground.caller(unit)))["data"]["leadTasks"]["nodes"]
    return found


async def _states(place: Place) -> list[str]:
    return [task["status"] for task in await _tasks(place)]


async def _registered(place: Place) -> str:
    answer = await place.write("registerChild", place.ground.caller("town"), **TWIN)
    return str(answer["data"]["done"]["child"]["id"])


async def _task(place: Place, entity: str, of: Values, than: Values, unit: str = "civil_affairs", child: int | None = None) -> None:
    row = place.ground.maker.row(
        CATALOG["LeadTask"], id=FIRST_KEY, kind="DUPLICATE", record=entity, record_key=of["id"], record_id=of["public_id"],
        other_key=than["id"], other_record_id=than["public_id"], child_id=child, status="OPEN", settled_at=None, opened_at=NOW,
        settled_by_person_id=None, district_id=DISTRICT, holder_organisation_id=place.ground.rows[unit]["id"],
    )  # fmt: skip
    await put(place, {"LeadTask": row})


def _later(place: Place, patch: pytest.MonkeyPatch, minutes: int) -> None:
    patch.setattr(place.stage.service, "clock", FixedClock(NOW + timedelta(minutes=minutes)))


def _placed(stand: Stand, respondent: str | None, sealed: bool) -> Values:
    incident = stand.add(
        "Incident", status="OPEN", sealed=False, report_id=None, filed_as_case=False,
        respondent_organisation_id=stand.organisation(respondent) if respondent else None, **about(stand),
    )  # fmt: skip
    return stand.add(
        "Placement", status="RUNNING", reason="VIOLENCE", sealed=sealed, host_kind="WELFARE_HOME", incident_id=incident["id"],
        host_organisation_id=stand.organisation("welfare_home"), host_guardian_id=None, placed_by_person_id=None, **about(stand),
    )  # fmt: skip


# -- who is told ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("respondent", "sealed", "places", "told"),
    [
        (None, True, "civil_affairs", "police"),
        ("civil_affairs", False, "civil_affairs", "police"),
        ("police", False, "police", "civil_affairs"),
        ("police", True, "police", "procuratorate"),
        ("police", True, "civil_affairs", "procuratorate"),
    ],
)
async def test_of_a_second_placement_a_unit_is_told_to_which_both_are_open(
    place: Place, respondent: str | None, sealed: bool, places: str, told: str
) -> None:
    """Never the one that placed the child and was not to learn of the other, nor the one that the respondent works for."""
    stand = Stand(place)
    other = _placed(stand, respondent, sealed)
    await stand.put()
    placed = await place.write(
        "placeChild", place.ground.caller(places), childId=place.ground.id("child"), reason="UNFIT_CARE", hostKind="WELFARE_HOME",
        hostOrganisationId=place.ground.id("welfare_home"),
    )  # fmt: skip
    assert problems(placed) == []
    heard = {unit: [t["otherRecordId"] for t in await _tasks(place, unit)] for unit in UNITS}
    assert heard == {unit: [other["public_id"]] if unit == told else [] for unit in UNITS}


async def test_the_lead_unit_that_asks_does_not_learn_by_a_task_that_the_holder_is_recused(place: Place) -> None:
    lead, report = place.ground.caller("civil_affairs"), TABLES["Report"]
    for respondent in (None, place.ground.rows["police"]["id"]):
        await place.change(
            update(report).where(report.c.id == place.ground.rows["report"]["id"]).values(respondent_organisation_id=respondent)
        )
        assert problems(await _ask(place, lead, place.ground.id("report"), "kind", "x")) == []
        assert await _tasks(place) == []
    assert [t["record"] for t in await _tasks(place, "procuratorate")] == ["Correction"]


# -- with the records -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [True, False])
async def test_a_pair_of_which_both_ended_is_open_once_both_are_back(
    place: Place, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    await _settled(place)
    one, other = place.ground.rows["child"], place.ground.rows["classmate"]
    await _task(place, "Child", *((one, other) if first else (other, one)), child=(one if first else other)["id"])
    ends = []
    for minute, name in enumerate(("child", "classmate"), 1):
        _later(place, monkeypatch, minute)
        ends.append(await _ended(place, name))
    assert await _states(place) == []
    _later(place, monkeypatch, 3)
    await _restore(place, ends[0])
    assert await _states(place) == (["LAPSED"] if first else [])
    await _restore(place, ends[1])
    assert await _states(place) == ["OPEN"]


async def test_a_guardian_comes_back_with_his_task_by_whichever_child(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    await _settled(place)
    ground = place.ground
    guardian, other = ground.rows["guardian"], ground.rows["hidden guardian"]
    tie = ground.maker.row(
        CATALOG["Guardianship"], id=FIRST_KEY + 1, child_id=ground.rows["classmate"]["id"], guardian_id=guardian["id"],
        **ground.where(TOWN, VILLAGE),
    )  # fmt: skip
    await put(place, {"Guardianship": tie})
    await _task(place, "Guardian", guardian, other)
    _later(place, monkeypatch, 1)
    ended = await _ended(place)
    assert await _states(place) == ["OPEN"]
    _later(place, monkeypatch, 2)
    await _ended(place, "classmate")
    assert await _states(place) == ["LAPSED"]
    _later(place, monkeypatch, 3)
    await _restore(place, ended)
    assert await _states(place) == ["OPEN"]


async def test_a_task_about_a_correction_lapses_with_it(place: Place) -> None:
    await _settled(place)
    education, day, child = place.ground.caller("education"), TABLES["AttendanceDay"], place.ground.rows["child"]["id"]
    ours = {"school_district_id": education.district_id}
    await place.change(
        update(CHILD).where(CHILD.c.id == child).values(sealed=True, **ours),
        update(day).where(day.c.child_id == child).values(**ours),
    )
    asked = await _ask(place, education, place.ground.id("day"), "note", "已请假")
    assert await _states(place) == ["OPEN"]
    ended = await _ended(place)
    assert await _states(place) == ["LAPSED"]
    await _restore(place, ended)
    assert await _states(place) == ["OPEN"]
    correction = asked["data"]["done"]["correction"]["id"]
    seen = await place.run(f'{{ correction(id: "{correction}") {{ version }} }}', education)
    version = seen["data"]["correction"]["version"]
    assert problems(await place.write("withdrawCorrection", education, id=correction, expectedVersion=version)) == []
    assert await _states(place) == ["LAPSED"]


async def test_a_task_about_what_a_running_case_keeps_stays_with_it(place: Place) -> None:
    await _settled(place)
    stand = Stand(place)
    two = [_placed(stand, None, sealed) for sealed in (True, False)]
    await stand.put()
    await _task(place, "Placement", two[1], two[0], unit="police", child=place.ground.rows["child"]["id"])
    ended = await _ended(place)
    assert (await left_of(place, "child"))["Placement"] == 2
    assert [t["status"] for t in await _tasks(place, "police")] == ["OPEN"]
    await _restore(place, ended)
    assert [t["status"] for t in await _tasks(place, "police")] == ["OPEN"]


@pytest.mark.parametrize("renewed", [True, False])
async def test_what_is_due_of_a_task_follows_it(place: Place, renewed: bool) -> None:
    """`renewed`: the night has renewed everything while the other record was away."""
    await _settled(place)
    one, _ = await _registered(place), await _registered(place)
    assert len(await place.rows(OWED)) == 1
    ended = await _end(place, childId=one)
    assert (await _states(place), await place.rows(OWED)) == (["LAPSED"], [])
    if renewed:
        await place.change(delete(DUTY).where(DUTY.c.code == "lead_task"))
    await _restore(place, ended["data"]["done"]["recordEnd"])
    assert (await _states(place), len(await place.rows(OWED))) == (["OPEN"], 1)


# -- at once ----------------------------------------------------------------------------------------------------------------


async def test_a_record_found_to_be_the_same_stays_until_its_task_is_there(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end waits for the registration that has found it, and then finds the task."""
    await _settled(place)
    one, opened, ending = await _registered(place), duplicates.open_task, []

    async def ended_meanwhile(*args: Any, **options: Any) -> None:
        ending.append(asyncio.create_task(_end(place, childId=one)))
        await asyncio.sleep(0.3)
        await opened(*args, **options)

    monkeypatch.setattr(duplicates, "open_task", ended_meanwhile)
    await _registered(place)
    assert problems(await ending[0]) == []
    assert await _states(place) == ["LAPSED"]


async def test_a_reference_that_stays_wrong_is_logged_as_the_defect_that_it_is(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    if place.stage.database.dialect == "sqlite":
        return
    work, tried = registered["registerChild"], 0

    async def broken(at: Any) -> Outcome:
        nonlocal tried
        tried += 1
        row = place.ground.maker.row(CATALOG["AttendanceDay"], child_id=0)
        await at.transaction.fetch(insert(TABLES["AttendanceDay"]).values(row))
        return await work(at)

    registered["registerChild"] = broken
    try:
        answer = await place.write("registerChild", place.ground.caller("town"))
    finally:
        registered["registerChild"] = work
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INTERNAL"]
    said = capsys.readouterr()
    assert (tried, (said.out + said.err).count("operation failed")) == (5, 1)
