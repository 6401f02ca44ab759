"""What is on file already: a problem where the caller sees it, and where not, a success and a task of the lead unit."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update

from db.tables import TABLES
from tests.mutations.cases.kit import Stand
from tests.mutations.place import Place, added, codes, problems, wrote
from tests.mutations.world import DISTRICT, NUMBERS, OTHER_TOWN, OTHER_VILLAGE

pytestmark = pytest.mark.asyncio(loop_scope="session")

TASK = TABLES["LeadTask"]
CHILD = "name identityNumber birthDate village { code } guardianships { totalCount }"


async def _tasks(place: Place) -> list[tuple[Any, ...]]:
    return await place.rows(select(TASK.c.record, TASK.c.record_key, TASK.c.other_key, TASK.c.status))


async def test_a_child_that_the_caller_sees_is_not_registered_twice(place: Place) -> None:
    before = await place.tables()
    answer = await place.write("registerChild", place.ground.caller("town"), identityNumber=NUMBERS["own"])
    assert problems(answer) == [("identityNumber", "VALUE_INVALID")]
    assert await place.tables() == before


@pytest.mark.parametrize("on_file", ["hidden", "referred"])
async def test_a_number_on_file_elsewhere_looks_like_any_other(place: Place, on_file: str) -> None:
    """Neither a child that the caller does not see, nor one whose number it does not see, answers to the number."""
    caller = place.ground.caller("town")
    usual = await place.write("registerChild", caller, show=CHILD)
    before = await place.tables()
    answer = await place.write("registerChild", caller, show=CHILD, identityNumber=NUMBERS[on_file])
    assert answer["data"]["done"]["problems"] == []
    shown = answer["data"]["done"]["child"]
    assert shown == usual["data"]["done"]["child"] | {"identityNumber": NUMBERS[on_file]}
    assert added(before, await place.tables()) == wrote(child=1, lead_task=1)
    (kind, row, other, status), *more = await _tasks(place)
    assert more == []
    assert (kind, other, status) == ("Child", place.ground.rows[f"{on_file} child"]["id"], "OPEN")
    assert row != other


async def test_the_lead_unit_has_until_a_day_to_settle_it_and_nobody_else_hears_of_it(place: Place) -> None:
    town, lead = place.ground.caller("town"), place.ground.caller("civil_affairs")
    registered = await place.write("registerChild", town, identityNumber=NUMBERS["hidden"])
    child = registered["data"]["done"]["child"]["id"]
    owed = await place.run('{ duties(filter: { code: { eq: "lead_task" } }) { nodes { code dueAt } } }', lead)
    assert [d["code"] for d in owed["data"]["duties"]["nodes"]] == ["lead_task"]
    told = await place.run("{ leadTasks { nodes { id version recordId otherRecordId status } } }", lead)
    (task,) = told["data"]["leadTasks"]["nodes"]
    assert (task["recordId"], task["otherRecordId"], task["status"]) == (child, place.ground.id("hidden child"), "OPEN")
    unknown = await place.run("{ leadTasks { nodes { id } } }", town)
    assert codes(unknown) == ["FIELD_NOT_AVAILABLE"]
    given = {"id": task["id"], "expectedVersion": task["version"], "finding": "SAME", "settlement": "同一儿童"}
    settled = await place.write("settleLeadTask", lead, show="status finding settlement", **given)
    assert settled["data"]["done"]["leadTask"] == {"status": "SETTLED", "finding": "SAME", "settlement": "同一儿童"}
    left = await place.run('{ duties(filter: { code: { eq: "lead_task" } }) { totalCount } }', lead)
    assert left["data"]["duties"]["totalCount"] == 0


async def test_what_was_found_fits_the_kind_of_task(place: Place) -> None:
    stand = Stand(place)
    row = stand.add("LeadTask", kind="CORRECTION", status="OPEN", record="Correction", child_id=None, district_id=DISTRICT,
                    holder_organisation_id=place.ground.rows["civil_affairs"]["id"], settled_by_person_id=None)  # fmt: skip
    await stand.put()
    seen = await place.run(f'{{ leadTask(id: "{row["public_id"]}") {{ version }} }}', place.ground.caller("civil_affairs"))
    given = {"id": row["public_id"], "expectedVersion": seen["data"]["leadTask"]["version"], "settlement": "已转"}
    lead = place.ground.caller("civil_affairs")
    assert problems(await place.write("settleLeadTask", lead, finding="SAME", **given)) == [("finding", "VALUE_INVALID")]
    assert problems(await place.write("settleLeadTask", lead, finding="PASSED_ON", **given)) == []


async def test_the_same_pair_is_told_once_as_long_as_nobody_has_settled_it(place: Place) -> None:
    """A record that is taken back finds its duplicate again, which the lead unit has before it."""
    town = place.ground.caller("town")
    registered = await place.write("registerChild", town, identityNumber=NUMBERS["hidden"])
    child = registered["data"]["done"]["child"]["id"]
    ended = await place.write("endRecord", town, childId=child, cause="MOVED_AWAY", occurredOn="2026-03-01")
    end = ended["data"]["done"]["recordEnd"]["id"]
    seen = await place.run(f'{{ recordEnd(id: "{end}") {{ version }} }}', town)
    version = seen["data"]["recordEnd"]["version"]
    assert problems(await place.write("restoreRecord", town, id=end, expectedVersion=version)) == []
    assert len(await _tasks(place)) == 1


async def test_without_a_number_nothing_collides(place: Place) -> None:
    assert problems(await place.write("registerChild", place.ground.caller("town"), identityNumber=None)) == []
    assert await _tasks(place) == []


@pytest.mark.parametrize("on_file", ["hidden", "referred"])
async def test_a_guardian_on_file_elsewhere_looks_like_any_other(place: Place, on_file: str) -> None:
    caller, known = place.ground.caller("town"), place.ground.rows[f"{on_file} guardian"]
    before = await place.tables()
    answer = await place.write(
        "registerGuardian", caller, show="guardian { id name }", identityNumber=known["identity_number"], name="不同的名",
        relationship="FATHER",
    )  # fmt: skip
    assert problems(answer) == []
    assert answer["data"]["done"]["guardianship"]["guardian"]["id"] != known["public_id"]
    assert added(before, await place.tables()) == wrote(guardian=1, guardianship=1, lead_task=1)
    assert [(t[0], t[2]) for t in await _tasks(place)] == [("Guardian", known["id"])]


async def test_a_tie_that_the_caller_sees_is_a_problem(place: Place) -> None:
    known, before = place.ground.rows["guardian"], await place.tables()
    answer = await place.write(
        "registerGuardian", place.ground.caller("town"), identityNumber=known["identity_number"], name=known["name"]
    )
    assert problems(answer) == [("childId", "VALUE_INVALID")]
    assert await place.tables() == before


async def test_a_tie_that_the_caller_does_not_see_looks_like_any_other(place: Place) -> None:
    """The guardian is visible by another tie; the tie to this child is on file where the child lived before."""
    known, tie = place.ground.rows["guardian"], TABLES["Guardianship"]
    elsewhere = {"town_id": OTHER_TOWN, "village_id": OTHER_VILLAGE}
    caller = place.ground.caller("town")
    of = {"identityNumber": known["identity_number"], "name": known["name"]}
    first = await place.write("registerGuardian", caller, childId=place.ground.id("classmate"), **of)
    assert problems(first) == []
    await place.change(update(tie).where(tie.c.id == place.ground.rows["tie of guardian"]["id"]).values(**elsewhere))
    before = await place.tables()
    answer = await place.write("registerGuardian", caller, show="relationship custody guardian { name }", **of)
    assert problems(answer) == []
    assert answer["data"]["done"]["guardianship"] == {
        "relationship": "MOTHER", "custody": True, "guardian": {"name": known["name"]},
    }  # fmt: skip
    assert added(before, await place.tables()) == wrote(guardianship=1, lead_task=1)
    assert [(t[0], t[2]) for t in await _tasks(place)] == [
        ("Guardianship", place.ground.rows["tie of guardian"]["id"])
    ]


async def test_one_tie_registered_at_once_by_two_is_one_tie_or_is_told(place: Place) -> None:
    known = place.ground.rows["guardian"]
    of = {"identityNumber": known["identity_number"], "name": known["name"], "childId": place.ground.id("classmate")}
    answers = await asyncio.gather(
        *(place.write("registerGuardian", place.ground.caller("town", number=n % 2), **of) for n in range(6))
    )
    assert not [codes(a) for a in answers if codes(a)]
    assert sorted(len(problems(a)) for a in answers) == [0, 1, 1, 1, 1, 1]


async def test_one_number_registered_at_once_by_two_is_one_child_or_is_told(place: Place) -> None:
    """Two clerks of one town register the same child: one of them must hear of the other, or the lead unit of both."""
    before = await place.tables()
    answers = await asyncio.gather(
        *(place.write("registerChild", place.ground.caller("town", number=n % 2)) for n in range(6))
    )
    written = [a for a in answers if not problems(a)]
    grown = added(before, await place.tables())
    assert grown["child"] == len(written)
    assert grown.get("lead_task", 0) >= len(written) - 1
