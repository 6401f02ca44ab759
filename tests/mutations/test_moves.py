"""A case moved: what is refused and how it is said, two at once, the version, and what stays behind in the log of changes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import date
from typing import Any

import pytest
from asyncpg import PostgresError
from sqlalchemy import delete, select, text, update

from core.clock import utc_text
from db.tables import TABLES
from db.tables.service import CHANGE, OUTBOX
from resolvers.request import GraphQLRequest
from tests.mutations.place import Place, codes, problems, refusals
from tests.mutations.world import DISTRICT, TOWN, VILLAGE
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

REPORT = TABLES["Report"]


async def _version(place: Place, name: str = "report", organisation: str = "police") -> str:
    answer = await place.run(f'{{ report(id: "{place.ground.id(name)}") {{ version }} }}', place.ground.caller(organisation))
    return str(answer["data"]["report"]["version"])


async def _move(place: Place, mutation: str, show: str = "", number: int = 0, **given: Any) -> dict[str, Any]:
    caller = place.ground.caller("police", number=number)
    given = {"expectedVersion": await _version(place)} | given
    return await place.write(mutation, caller, show=show, id=place.ground.id("report"), **given)


async def _state(place: Place) -> tuple[Any, ...]:
    wanted = select(REPORT.c.status, REPORT.c.received_at, REPORT.c.dispatched_at, REPORT.c.feedback)
    return (await place.rows(wanted.where(REPORT.c.id == place.ground.rows["report"]["id"])))[0]


async def _set(place: Place, **values: Any) -> None:
    await place.change(update(REPORT).where(REPORT.c.id == place.ground.rows["report"]["id"]).values(**values))


async def _from_filed(place: Place) -> None:
    await _set(place, status="FILED", received_at=None, dispatched_at=None, feedback=None)


async def test_a_report_goes_from_receipt_to_closing_by_the_service_s_clock(place: Place) -> None:
    await _from_filed(place)
    shown = "status receivedAt dispatchedAt feedback"
    now = utc_text(NOW)
    steps: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("receiveReport", {}, {"status": "RECEIVED", "receivedAt": now, "dispatchedAt": None, "feedback": None}),
        ("dispatchReport", {}, {"status": "DISPATCHED", "receivedAt": now, "dispatchedAt": now, "feedback": None}),
        ("closeReport", {}, {"status": "CLOSED", "receivedAt": now, "dispatchedAt": now, "feedback": None}),
        ("giveFeedback", {"feedback": "已核实"},
         {"status": "CLOSED", "receivedAt": now, "dispatchedAt": now, "feedback": "已核实"}),
    ]  # fmt: skip
    for mutation, given, expected in steps:
        answer = await _move(place, mutation, shown, **given)
        assert problems(answer) == []
        assert answer["data"]["done"]["report"] == expected


@pytest.mark.parametrize(
    ("state", "zh", "en"),
    [
        ("FILED", "现在不能这样办理：状态为“已提交”，可办：receiveReport",
         "The case cannot be moved so: its state is FILED (Filed); allowed: receiveReport"),
        ("CLOSED", "现在不能这样办理：状态为“已办结”，可办：giveFeedback",
         "The case cannot be moved so: its state is CLOSED (Closed); allowed: giveFeedback"),
    ],
)  # fmt: skip
async def test_a_move_that_is_not_allowed_names_the_state_and_those_that_are(place: Place, state: str, zh: str, en: str) -> None:
    await _set(place, status=state)
    given = {"id": place.ground.id("report"), "idempotencyKey": "a-key-of-eight", "expectedVersion": await _version(place)}
    document = "mutation($i: DispatchReportInput!) { dispatchReport(input: $i) { report { id } problems { field code message } } }"
    for language, message in (("zh", zh), ("en", en)):
        request = GraphQLRequest(document, None, {"i": given}, True)
        answer = json.loads((await place.stage.service.run(request, place.ground.caller("police"), language)).body)
        assert answer["data"]["dispatchReport"] == {
            "report": None, "problems": [{"field": "id", "code": "MOVE_NOT_ALLOWED", "message": message}],
        }  # fmt: skip


async def test_a_stale_version_moves_nothing(place: Place) -> None:
    await _from_filed(place)
    before = await place.tables()
    assert codes(await _move(place, "receiveReport", expectedVersion="0" * 32)) == ["VERSION_CONFLICT"]
    assert await place.tables() == before


async def test_a_report_that_concerns_the_police_themselves_is_not_found(place: Place) -> None:
    await _from_filed(place)
    version = await _version(place)
    await _set(place, respondent_organisation_id=place.ground.rows["police"]["id"])
    assert problems(await _move_with(place, version)) == [("id", "NOT_FOUND")]


async def _move_with(place: Place, version: str) -> dict[str, Any]:
    return await place.write(
        "receiveReport", place.ground.caller("police"), show="", id=place.ground.id("report"), expectedVersion=version
    )


async def test_of_moves_at_once_one_passes(place: Place) -> None:
    """All have seen the same version: the others find the report received."""
    await _from_filed(place)
    version = await _version(place)
    before = len(await place.rows(select(CHANGE.c.id)))
    answers = await asyncio.gather(*(_move(place, "receiveReport", number=n % 2, expectedVersion=version) for n in range(8)))
    outcomes = [tuple(refusals(a)) for a in answers]
    assert sorted(outcomes) == [(), *[("MOVE_NOT_ALLOWED",)] * 7]
    assert len(await place.rows(select(CHANGE.c.id))) == before + 1
    assert len(await place.rows(select(OUTBOX.c.id))) == 1


async def test_of_different_moves_at_once_none_overwrites_the_other(place: Place) -> None:
    await _from_filed(place)
    await _set(place, status="RECEIVED")
    version = await _version(place)
    answers = await asyncio.gather(
        *(_move(place, m, number=n % 2, expectedVersion=version) for n, m in enumerate(["dispatchReport", "closeReport"] * 4))
    )
    passed = [a for a in answers if not refusals(a)]
    assert len(passed) == 1
    assert {r for a in answers for r in refusals(a)} <= {"MOVE_NOT_ALLOWED", "VERSION_CONFLICT"}
    assert len(await place.rows(select(OUTBOX.c.id))) == 1


# -- what stays behind --------------------------------------------------------------------------------------------------


async def _last_change(place: Place) -> dict[str, Any]:
    rows = await place.rows(select(CHANGE).order_by(CHANGE.c.id.desc()).limit(1))
    return dict(zip((c.name for c in CHANGE.c if c.name != "id"), rows[0][1:], strict=True))


def _moment(place: Place) -> Any:
    return utc_text(NOW) if place.stage.database.dialect == "sqlite" else NOW


async def test_a_move_leaves_what_was_before_and_its_clause(place: Place) -> None:
    await _from_filed(place)
    caller, report = place.ground.caller("police"), place.ground.rows["report"]
    common = {
        "recorded_at": _moment(place), "actor_id": caller.person_id, "organisation_id": caller.organisation_id,
        "role": "officer", "subject": "police", "entity": "Report", "row_id": report["id"], "child_id": report["child_id"],
    }  # fmt: skip
    assert problems(await _move(place, "receiveReport")) == []
    assert await _last_change(place) == common | {
        "mutation": "receiveReport", "basis": "plan-4.2", "before": '{"received_at":null,"status":"FILED"}',
    }  # fmt: skip
    assert problems(await _move(place, "giveFeedback", feedback="第一次")) == []
    assert problems(await _move(place, "giveFeedback", feedback="第二次")) == []
    assert await _last_change(place) == common | {
        "mutation": "giveFeedback", "basis": "minors-11", "before": '{"feedback":"第一次"}',
    }  # fmt: skip


async def test_what_is_put_down_is_remembered_without_values(place: Place) -> None:
    caller = place.ground.caller("school")
    assert problems(await place.write("fileReport", caller, show="", childId=place.ground.id("hidden child"))) == []
    row = (await place.rows(select(REPORT.c.id).order_by(REPORT.c.id.desc()).limit(1)))[0][0]
    assert await _last_change(place) == {
        "recorded_at": _moment(place), "actor_id": caller.person_id, "organisation_id": caller.organisation_id,
        "role": "officer", "subject": "school", "mutation": "fileReport", "basis": "plan-4.1", "entity": "Report",
        "row_id": row, "child_id": place.ground.rows["hidden child"]["id"], "before": None,
    }  # fmt: skip


async def test_a_day_changed_is_remembered_with_what_it_said(place: Place) -> None:
    caller, day = place.ground.caller("school"), place.ground.rows["day"]
    shown = await place.run(f'{{ attendanceDay(id: "{day["public_id"]}") {{ version }} }}', caller)
    answer = await place.write(
        "recordAttendance", caller, date=date(2026, 2, 27).isoformat(), expectedVersion=shown["data"]["attendanceDay"]["version"]
    )
    assert problems(answer) == []
    last = await _last_change(place)
    assert (last["row_id"], last["child_id"], last["basis"]) == (day["id"], day["child_id"], "plan-2.4")
    assert json.loads(last["before"]) == {"note": None, "status": "PRESENT"}


async def test_the_event_names_row_child_place_and_organisations_and_no_value(place: Place) -> None:
    await _from_filed(place)
    report, school = place.ground.rows["report"], place.ground.rows["school"]["id"]
    recused = place.ground.rows["court"]["id"]
    await _set(place, reporter_organisation_id=school, respondent_organisation_id=recused)
    assert problems(await _move(place, "receiveReport")) == []
    rows = await place.rows(select(OUTBOX))
    assert [r[1:] for r in rows] == [
        (_moment(place), "receiveReport", "Report", report["id"], report["child_id"], DISTRICT, TOWN, VILLAGE, f"[{school}]")
    ]


async def test_the_event_is_addressed_to_no_reporter_for_whom_the_respondent_works(place: Place) -> None:
    await _from_filed(place)
    school = place.ground.rows["school"]["id"]
    await _set(place, reporter_organisation_id=school, respondent_organisation_id=school)
    assert problems(await _move(place, "receiveReport")) == []
    assert await place.rows(select(OUTBOX.c.organisations)) == [("[]",)]


async def test_a_replay_leaves_nothing_more_behind(place: Place) -> None:
    await _from_filed(place)
    version = await _version(place)
    for _ in range(2):
        answer = await _move(place, "receiveReport", idempotencyKey="the-very-same", expectedVersion=version)
        assert problems(answer) == []
    assert len(await place.rows(select(OUTBOX.c.id))) == 1


async def test_changes_are_neither_changed_nor_deleted(place: Place) -> None:
    await _from_filed(place)
    assert problems(await _move(place, "receiveReport")) == []
    for statement in (update(CHANGE).values(actor_id=None), delete(CHANGE)):
        with pytest.raises((sqlite3.IntegrityError, PostgresError), match="append-only"):
            await place.change(statement)
    if place.stage.database.dialect == "postgresql":
        with pytest.raises(PostgresError, match="append-only"):
            await place.change(text("TRUNCATE change"))
    assert (await _last_change(place))["mutation"] == "receiveReport"
