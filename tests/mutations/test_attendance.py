"""A day recorded twice: the version that must be named, and what does and does not change it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, update

from db.tables import TABLES
from tests.mutations.place import Place, added, codes, problems, wrote
from tests.mutations.world import OTHER_TOWN, OTHER_VILLAGE

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = {"date": "2026-02-27"}
"""The day that is on file for the child."""


async def _version(place: Place) -> str:
    answer = await place.run(f'{{ attendanceDay(id: "{place.ground.id("day")}") {{ version }} }}',
                             place.ground.caller("school"))  # fmt: skip
    return str(answer["data"]["attendanceDay"]["version"])


@pytest.mark.parametrize("given", [{}, {"expectedVersion": ""}, {"expectedVersion": "0" * 32}])
async def test_a_day_on_file_is_not_changed_without_its_version(place: Place, given: dict[str, str]) -> None:
    before = await place.tables()
    answer = await place.write("recordAttendance", place.ground.caller("school"), **DAY, **given)
    assert codes(answer) == ["VERSION_CONFLICT"]
    assert answer["data"] == {"done": None}
    assert await place.tables() == before


async def test_a_day_on_file_is_changed_by_one_who_saw_it(place: Place) -> None:
    before, version = await place.tables(), await _version(place)
    answer = await place.write(
        "recordAttendance", place.ground.caller("school"), show="id status note version", expectedVersion=version, **DAY
    )
    shown = answer["data"]["done"]["attendanceDay"]
    assert (shown["id"], shown["status"], shown["note"]) == (place.ground.id("day"), "UNEXCUSED", "未到校")
    assert shown["version"] != version
    assert shown["version"] == await _version(place)
    grown = added(before, await place.tables())
    assert grown == wrote(changes=1, attendance_day=0)


async def test_a_stale_version_is_refused(place: Place) -> None:
    version, caller = await _version(place), place.ground.caller("school")
    assert problems(await place.write("recordAttendance", caller, expectedVersion=version, **DAY)) == []
    before = await place.tables()
    answer = await place.write("recordAttendance", caller, expectedVersion=version, status="LATE", **DAY)
    assert codes(answer) == ["VERSION_CONFLICT"]
    assert await place.tables() == before


async def test_a_version_for_a_day_that_is_not_on_file_is_refused(place: Place) -> None:
    answer = await place.write("recordAttendance", place.ground.caller("school"), expectedVersion="0" * 32)
    assert codes(answer) == ["VERSION_CONFLICT"]


async def test_a_version_changes_with_what_is_seen_and_with_nothing_else(place: Place) -> None:
    day, version = TABLES["AttendanceDay"], await _version(place)
    row = update(day).where(day.c.id == place.ground.rows["day"]["id"])
    await place.change(row.values(town_id=OTHER_TOWN, village_id=OTHER_VILLAGE))
    assert await _version(place) == version
    await place.change(row.values(note="看得见的备注"))
    assert await _version(place) != version


async def test_a_version_of_a_child_does_not_tell_of_cells_that_are_hidden(place: Place) -> None:
    child = TABLES["Child"]
    document = f'{{ child(id: "{place.ground.id("child")}") {{ version }} }}'
    row = update(child).where(child.c.id == place.ground.rows["child"]["id"])
    for organisation, hidden, seen in (
        ("school", {"residence_address": "别处", "key_target": True, "identity_number": None}, {"name": "新名"}),
        ("village", {"key_target": True, "disability_grade": 1}, {"residence_address": "别处"}),
    ):
        await place.reset()
        caller = place.ground.caller(organisation)
        before = (await place.run(document, caller))["data"]["child"]["version"]
        kept = {k: v for k, v in hidden.items() if k != "identity_number"}
        await place.change(row.values(**kept))
        assert (await place.run(document, caller))["data"]["child"]["version"] == before
        await place.change(row.values(**seen))
        assert (await place.run(document, caller))["data"]["child"]["version"] != before


async def test_versions_are_keyed_and_differ_between_rows_with_equal_cells(place: Place) -> None:
    answer = await place.run("{ children(first: 100) { nodes { version } } }", place.ground.caller("civil_affairs"))
    versions = [n["version"] for n in answer["data"]["children"]["nodes"]]
    assert len(set(versions)) == len(versions)


async def test_a_day_recorded_by_another_school_does_not_show(place: Place) -> None:
    """The row of another school is hidden: recording the same day looks like any success, and the lead unit is told."""
    caller = place.ground.caller("school")
    usual = await place.write("recordAttendance", caller, show="status note date")
    before = await place.tables()
    answer = await place.write("recordAttendance", caller, show="status note date", date="2026-02-20")
    assert problems(answer) == []
    assert answer["data"]["done"]["attendanceDay"] == usual["data"]["done"]["attendanceDay"] | {"date": "2026-02-20"}
    assert added(before, await place.tables()) == wrote(attendance_day=1, lead_task=1)
    task = TABLES["LeadTask"]
    tasks = await place.rows(select(task.c.record, task.c.other_key))
    assert tasks == [("AttendanceDay", place.ground.rows["hidden day"]["id"])]


async def test_one_day_recorded_at_once_by_several_is_one_row(place: Place) -> None:
    ground, before = place.ground, await place.tables()
    answers = await asyncio.gather(
        *(place.write("recordAttendance", ground.caller("school", number=n % 2), status="LATE") for n in range(8))
    )
    outcomes = [codes(a) or ["written"] for a in answers]
    assert outcomes.count(["written"]) == 1
    assert outcomes.count(["VERSION_CONFLICT"]) == 7
    assert added(before, await place.tables()) == wrote(attendance_day=1)
