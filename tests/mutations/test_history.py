"""What a mutation leaves in the history of a record: a revision a member that changed, read where the member is read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from core.clock import utc_text
from db.tables import TABLES
from tests.mutations.place import Place, problems
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

REPORT = TABLES["Report"]
HISTORY = "history(first: 20) { totalCount nodes { member before changedAt basis organisation { id } report { id } } }"


async def _move(place: Place, mutation: str, show: str = "id", **given: Any) -> dict[str, Any]:
    police = place.ground.caller("police")
    report = place.ground.id("report")
    seen = await place.run(f'{{ report(id: "{report}") {{ version }} }}', police)
    answer = await place.write(
        mutation, police, show=show, id=report, expectedVersion=seen["data"]["report"]["version"], **given
    )
    assert problems(answer) == []
    made: dict[str, Any] = answer["data"]["done"]["report"]
    return made


async def _filed(place: Place) -> None:
    values = {"status": "FILED", "received_at": None, "dispatched_at": None, "feedback": None}
    await place.change(update(REPORT).where(REPORT.c.id == place.ground.rows["report"]["id"]).values(**values))


async def test_each_member_that_changed_has_a_revision_with_what_it_held(place: Place) -> None:
    await _filed(place)
    report = {"id": place.ground.id("report")}
    by = {"changedAt": utc_text(NOW), "basis": "plan-4.2", "organisation": {"id": place.ground.id("police")}, "report": report}
    shown = (await _move(place, "receiveReport", HISTORY))["history"]
    assert shown["totalCount"] == 2
    assert sorted(shown["nodes"], key=lambda n: str(n["member"])) == [
        {"member": "receivedAt", "before": None} | by, {"member": "status", "before": "FILED"} | by,
    ]  # fmt: skip
    await _move(place, "giveFeedback", feedback="已核实")
    shown = (await _move(place, "giveFeedback", HISTORY, feedback="已办结"))["history"]
    told = {n["before"]: n["basis"] for n in shown["nodes"] if n["member"] == "feedback"}
    assert told == {None: "minors-11", "已核实": "minors-11"}


async def test_the_making_of_a_record_is_no_revision_of_it(place: Place) -> None:
    answer = await place.write("fileReport", place.ground.caller("school"))
    assert problems(answer) == []
    assert await place.rows(select(TABLES["ReportRevision"].c.id)) == []


async def test_the_reporter_s_organisation_reads_its_report_and_learns_of_no_change_of_it(place: Place) -> None:
    await _filed(place)
    await _move(place, "receiveReport")
    school = place.ground.caller("school")
    revision = (await place.rows(select(TABLES["ReportRevision"].c.public_id)))[0][0]
    answer = await place.run(f'{{ node(id: "{revision}") {{ id }} }}', school)
    assert answer["data"] == {"node": None}
    for document in ("{ reports(first: 1) { nodes { history(first: 1) { totalCount } } } }", "{ reportRevisions { totalCount } }"):
        answer = await place.run(document, school)
        assert [e["extensions"]["code"] for e in answer["errors"]] == ["FIELD_NOT_AVAILABLE"]
