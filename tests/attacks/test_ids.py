"""Ids and cursors as oracles: hidden, gone, foreign, forged and never there are one and the same, and quickly so."""

from __future__ import annotations

import json
import time

import pytest
from sqlalchemy import delete

from core.ids import prefix_of
from db.tables import TABLES
from schema.entities import CATALOG
from tests.mutations.place import Place, codes

pytestmark = pytest.mark.asyncio(loop_scope="session")

NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
PARTS = 8
MOST_SECONDS = 5.0
"""A bound that only a scan or a quadratic walk would break, on however slow a machine."""


def _nobodys(place: Place) -> dict[str, str]:
    """Ids that are no child that the town sees."""
    hidden = place.ground.id("hidden child")
    return {
        "hidden": hidden,
        "never there": f"chd_{'0' * 32}",
        "of another type": hidden.replace("chd", "gdn"),
        "of a row of another type": place.ground.id("town"),
        "in capitals": hidden.upper(),
        "with space": f" {hidden}",
        "a prefix alone": "chd_",
        "empty": "",
        "the key": str(place.ground.rows["hidden child"]["id"]),
        "Chinese": "儿童",
        "of base64": "Q2hpbGQ6MQ==",
        "ending in a line feed": f"{hidden}\n",
    }


async def test_an_id_that_is_hidden_answers_as_one_that_never_was(place: Place) -> None:
    town = place.ground.caller("town")
    for name, id_ in _nobodys(place).items():
        formed, fits = prefix_of(id_) is not None, prefix_of(id_) == "chd"
        shown = {"__typename": "Organisation", "id": id_} if name == "of a row of another type" else None  # one's own
        for document, right, data in (
            ("query($id: ID!) { child(id: $id) { name } }", fits, {"child": None}),
            ("query($id: ID!) { node(id: $id) { __typename id } }", formed, {"node": shown}),
            ("query($id: ID!) { nodes(ids: [$id]) { __typename id } }", formed, {"nodes": [shown]}),
        ):
            answer = await place.run(document, town, {"id": id_})
            literal = document.replace("query($id: ID!) ", "").replace("$id", json.dumps(id_, ensure_ascii=False))
            assert answer == await place.run(literal, town), (name, document)
            assert answer == {"data": data} if right else codes(answer) == ["ID_INVALID"], (name, document)


async def test_an_id_of_what_the_view_does_not_show_answers_as_one_of_nothing(place: Place) -> None:
    """The prefix of a petition tells a school no more than one that no record has."""
    school = place.ground.caller("school")
    for prefix in ("pet", "zzz", "chd"):
        variables = {"id": f"{prefix}_{'0' * 32}"}
        answer = await place.run("query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", school, variables)
        assert answer == {"data": {"node": None, "nodes": [None]}}


async def test_a_malformed_id_counts_for_nothing_where_it_is_not_asked_for(place: Place) -> None:
    document = 'query($id: ID!, $no: Boolean!) { viewer { subject } node(id: $id) @include(if: $no) { id } }'
    for asked, expected in ((False, []), (True, ["ID_INVALID"])):
        assert codes(await place.run(document, place.ground.caller("town"), {"id": "x", "no": asked})) == expected


async def test_a_cursor_that_is_hidden_answers_as_one_that_never_was(place: Place) -> None:
    town, child, answers = place.ground.caller("town"), place.ground.id("child"), []
    for id_ in _nobodys(place).values():
        for document in (
            "query($c: ID) { children(first: 1, after: $c) { nodes { name } } }",
            "query($c: ID) { children(last: 1, before: $c) { totalCount } }",
            f'query($c: ID) {{ child(id: "{child}") {{ guardianships(first: 1, after: $c) {{ totalCount }} }} }}',
        ):
            answers.append(await place.run(document, town, {"c": id_}))
    assert {tuple(codes(a)) for a in answers} == {("CURSOR_EXPIRED",)}
    assert all(a == answers[0] for a in answers)


async def test_a_cursor_of_a_row_since_deleted_has_expired(place: Place) -> None:
    town, guardianship = place.ground.caller("town"), TABLES["Guardianship"]
    cursor = place.ground.id("tie of guardian")
    document = f'{{ guardianships(first: 5, after: "{cursor}") {{ nodes {{ id }} }} }}'
    assert "data" in await place.run(document, town)
    await place.change(delete(guardianship).where(guardianship.c.public_id == cursor))
    assert codes(await place.run(document, town)) == ["CURSOR_EXPIRED"]


async def test_a_cursor_of_one_caller_says_nothing_to_another(place: Place) -> None:
    """The same cursor, of a row that one caller sees and the other does not."""
    cursor = place.ground.id("hidden child")
    document = f'{{ children(first: 5, after: "{cursor}") {{ nodes {{ name }} }} }}'
    assert "data" in await place.run(document, place.ground.caller("other town"))
    assert codes(await place.run(document, place.ground.caller("town"))) == ["CURSOR_EXPIRED"]


async def test_a_cursor_of_a_row_that_the_filter_drops_says_no_more_than_its_place(place: Place) -> None:
    town = place.ground.caller("town")
    answer = await place.run(
        f'{{ children(first: 5, after: "{place.ground.id("child")}", filter: {{name: {{eq: "classmate"}}}}) '
        "{ nodes { name } } }", town,
    )  # fmt: skip
    assert codes(answer) == []


@pytest.mark.parametrize("organisation", ["school", "village", "town", "police", "court", "civil_affairs"])
async def test_ten_thousand_ids_of_all_types_are_answered_quickly_hidden_and_missing_alike(
    place: Place, organisation: str
) -> None:
    caller = place.ground.caller(organisation)
    one = "query($i: ID!) { node(id: $i) { id } }"
    seen = unseen = 0
    for part in range(PARTS):  # one operation reads at most twenty kinds of records
        entities = list(CATALOG)[part::PARTS]
        missing = [f"{e.prefix}_{n:032x}" for n in range(10_000 // len(entities)) for e in entities]
        everything = [str(r["public_id"]) for e in entities for r in place.ground.world.tables.get(e.name, ())]
        started = time.perf_counter()
        without = await place.run(NODES, caller, {"ids": missing + [f"{entities[0].prefix}_{'f' * 32}"] * len(everything)})
        with_all = await place.run(NODES, caller, {"ids": missing + everything})
        assert time.perf_counter() - started < MOST_SECONDS
        assert without == {"data": {"nodes": [None] * (len(missing) + len(everything))}}
        shown = [n["id"] for n in with_all["data"]["nodes"] if n]
        assert shown == [i for i in everything if (await place.run(one, caller, {"i": i}))["data"]["node"]]
        seen, unseen = seen + len(shown), unseen + len(everything) - len(shown)
    assert seen and unseen


async def test_ids_past_the_limit_of_values_are_refused(place: Place) -> None:
    answer = await place.run(NODES, place.ground.caller("town"), {"ids": ["x"] * 30_000})
    assert codes(answer) == ["TOO_MANY_VALUES"]


async def test_many_ids_times_great_pages_are_estimated_as_what_they_are(place: Place) -> None:
    """A list of ids is no way round the limit of rows that pages are held to."""
    document = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Village { children(first: 100) { nodes {
        guardianships(first: 100) { nodes { id } } } } } } }"""
    ids = [f"vlg_{n:032x}" for n in range(10_000)]
    assert codes(await place.run(document, place.ground.caller("town"), {"ids": ids})) == ["TOO_MANY_ROWS"]
    assert codes(await place.run(document, place.ground.caller("town"), {"ids": ids[:10]})) == []


async def test_the_same_id_many_times_is_shown_and_logged_once_a_place(place: Place) -> None:
    child = place.ground.id("child")
    answer = await place.run(NODES, place.ground.caller("town"), {"ids": [child] * 500})
    assert answer["data"]["nodes"] == [{"id": child, "__typename": "Child"}] * 500
