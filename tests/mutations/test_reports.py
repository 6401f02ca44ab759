"""Reports tell nobody who is on file: whatever child is named, the answer has the same shape.

Mechanisms: M14.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from authz.caller import NOBODY
from db.tables import TABLES
from tests.mutations.place import Place, problems

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOWN = "kind status reportedOn childDescription content reporterKind reporterName latencyMinutes feedback"


def _named(place: Place) -> dict[str, str]:
    return {
        "seen": place.ground.id("child"),
        "hidden": place.ground.id("hidden child"),
        "invented": f"chd_{'0' * 32}",
    }


@pytest.mark.parametrize("organisation", ["school", "village", "town", "civil_affairs", "court"])
async def test_the_answer_is_the_same_whatever_child_is_named(place: Place, organisation: str) -> None:
    answers: list[Any] = []
    for child in _named(place).values():
        answer = await place.write("fileReport", place.ground.caller(organisation), show=SHOWN, childId=child)
        assert problems(answer) == []
        assert len(answer["data"]["done"].pop("receiptCode")) == 32
        answers.append(answer)
    assert answers[0] == answers[1] == answers[2]


async def test_the_filer_can_not_reach_the_child_from_its_own_report(place: Place) -> None:
    """Not by a member, and not by a filter: whether the child was found stays with the police."""
    caller = place.ground.caller("school")
    for child in _named(place).values():
        answer = await place.write("fileReport", caller, show="child { name }", childId=child)
        own = answer.get("data", {}).get("done") if "data" in answer else None
        assert own is None or own["report"]["child"] is None


async def test_a_child_on_file_is_tied_to_the_report_for_those_who_handle_it(place: Place) -> None:
    report = TABLES["Report"]
    expected = {"seen": place.ground.rows["child"], "hidden": place.ground.rows["hidden child"], "invented": None}
    for name, child in _named(place).items():
        answer = await place.write("fileReport", place.ground.caller("school"), childId=child)
        found = select(report.c.child_id, report.c.village_id).where(
            report.c.public_id == answer["data"]["done"]["report"]["id"]
        )
        row = expected[name]
        assert await place.rows(found) == [(row["id"], row["village_id"]) if row else (None, None)]


async def test_what_the_police_see_of_a_report_filed_without_token(place: Place) -> None:
    await place.write("fileReport", NOBODY, show="", reporterName="路人", reporterTelephone="13912345678")
    shown = await place.run(
        '{ reports(filter: { reporterTelephone: { eq: "13912345678" } }) '
        "{ nodes { reporterKind reporterName reporterTelephone reporterOrganisation { id } child { id } } } }",
        place.ground.caller("police"),
    )
    assert shown["data"]["reports"]["nodes"] == [
        {"reporterKind": "CITIZEN", "reporterName": "路人", "reporterTelephone": "13912345678",
         "reporterOrganisation": None, "child": None}
    ]  # fmt: skip


async def test_the_reporter_is_hidden_from_those_around_the_child(place: Place) -> None:
    await place.write("fileReport", NOBODY, show="", reporterName="路人", reporterTelephone="13912345678")
    for organisation in ("school", "village", "town"):
        answer = await place.run(
            "{ reports(first: 100) { nodes { reporterName } } }", place.ground.caller(organisation)
        )
        assert "路人" not in repr(answer)
