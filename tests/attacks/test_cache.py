"""Plans are kept by shape, views by subject: no caller, variable or order of requests gets another's answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest

from authz.caller import Caller
from tests.mutations.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")

ABSENT = object()

DOCUMENTS: dict[str, tuple[str, dict[str, list[Any]]]] = {
    "sizes, cursors and orders": (
        """query($f: Int, $l: Int, $a: ID, $b: ID, $o: [ChildOrder!]) {
          children(first: $f, last: $l, after: $a, before: $b, orderBy: $o) {
            nodes { name } pageInfo { hasNextPage hasPreviousPage } } }""",
        {"f": [ABSENT, None, 1, 2, 3, 100, 101, 0], "l": [ABSENT, None, 1, 2], "a": [ABSENT, None, "$child$", "$hidden child$"],
         "b": [ABSENT, "$classmate$"],
         "o": [ABSENT, None, [], ["NAME_ASC"], ["NAME_DESC"], ["BIRTH_DATE_ASC", "NAME_DESC"]]},
    ),
    "buckets of a size": (
        """query($n: Int!) { children(first: $n) { nodes { name } pageInfo { hasNextPage } } end: children(last: $n) {
          nodes { name } } villages(first: $n) { nodes { code children(first: $n) { totalCount nodes { name } } } }
          units(first: $n) { nodes { code } pageInfo { hasNextPage } } }""",
        {"n": [1, 2, 3, 4, 5, 7, 10, 11, 23, 100, 0, 101]},
    ),
    "shapes of a filter": (
        "query($f: ChildFilter) { children(filter: $f) { totalCount nodes { name } } }",
        {"f": [
            ABSENT, None, {}, {"name": {}}, {"name": {"eq": "child"}}, {"name": {"eq": "classmate"}}, {"name": {"eq": None}},
            {"name": {"in": []}}, {"name": {"in": ["child"]}}, {"name": {"in": ["child", "classmate"]}}, {"not": {}},
            {"and": []}, {"or": []}, {"or": [{}]}, {"or": [{"name": {"eq": "child"}}, {"name": {"eq": "classmate"}}]},
            {"not": {"name": {"eq": "child"}}}, {"sex": {"eq": "MALE"}}, {"sex": {"eq": "FEMALE"}},
            {"sex": {"in": ["MALE", "FEMALE"]}}, {"name": {"isNull": True}}, {"name": {"isNull": False}},
            {"guardianships": {"some": {}}}, {"guardianships": {"none": {}}}, {"guardianships": {"every": {}}},
            {"guardianships": {"some": {"relationship": {"eq": "FATHER"}}}},
            {"guardianships": {"some": {"relationship": {"eq": "MOTHER"}}}}, {"name": {"eq": "child", "in": ["classmate"]}},
        ]},
    ),
    "selections": (
        """query($x: Boolean!, $y: Boolean!, $z: Boolean = true) { children(first: 5) {
          nodes @skip(if: $z) { name @include(if: $x) sex @skip(if: $y) __typename }
          totalCount @include(if: $y) edges @include(if: $z) { cursor @skip(if: $x) } } }""",
        {"x": [True, False], "y": [True, False], "z": [ABSENT, True, False, None]},
    ),
    "ids of several types": (
        """query($i: ID!, $s: [ID!]!) { node(id: $i) { id ... on Child { name } ... on Village { code } }
          nodes(ids: $s) { id ... on Child { name } } more: nodes(ids: [$i]) { id } }""",
        {"i": ["$child$", "$hidden child$", "$referred child$", "$town$", "x"],
         "s": [[], ["$child$"], ["$child$", "$hidden child$"], ["$town$", "$household$"], ["$household$", "$child$", "x"]]},
    ),
    "ids of one type": (
        "query($i: ID!) { child(id: $i) { id name } node(id: $i) { id } }",
        {"i": ["$child$", "$hidden child$", "$referred child$", "$town$", "x"]},
    ),
    "one variable for a size and a value": (
        """query($n: Int) { children(first: $n, filter: {disabilityGrade: {eq: $n}}) { totalCount nodes { name } }
          all: children(first: $n) { nodes { name } } }""",
        {"n": [1, 2, 3, 4, 99]},
    ),
    "operands of lists and of literals": (
        """query($a: String!, $b: String!, $c: [String!]!) {
          one: children(filter: {name: {in: [$a, $b]}}) { totalCount } two: children(filter: {name: {in: $c}}) { totalCount }
          three: children(filter: {or: [{name: {eq: $a}}, {name: {eq: $b}}]}) { totalCount } }""",
        {"a": ["child", "x"], "b": ["classmate", "child"], "c": [[], ["child"], ["x", "child", "classmate"]]},
    ),
    "names of types and entities": (
        "query($t: String!, $e: String) { __type(name: $t) { name } viewer { grants(entity: $e) { member } } }",
        {"t": ["Child", "Village", "Nothing"], "e": [ABSENT, None, "Child", "Nothing"]},
    ),
}  # fmt: skip

WHO = (("town", "officer"), ("other town", "officer"), ("town", "reader"), ("civil_affairs", "officer"))


def _filled(place: Place, value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(place, v) for v in value]
    if isinstance(value, str) and value.startswith("$"):
        return place.ground.id(value.strip("$"))
    return value


def _requests(place: Place, name: str, rng: Random) -> Iterator[tuple[Caller, dict[str, Any]]]:
    variables = DOCUMENTS[name][1]
    every = list(product(*variables.values()))
    for chosen in rng.sample(every, min(len(every), 60)):
        values = {k: _filled(place, v) for k, v in zip(variables, chosen, strict=True) if v is not ABSENT}
        for organisation, role in WHO:
            yield place.ground.caller(organisation, role), values


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_kept_plan_answers_as_a_fresh_one_whoever_asks_and_however(place: Place, name: str) -> None:
    """Each request once to a service that has kept nothing; then all together, twice over, shuffled, at once."""
    document, service = DOCUMENTS[name][0], place.stage.service
    rng = Random(name)
    requests = list(_requests(place, name, rng))
    fresh = []
    for caller, values in requests:
        service._prepared.clear()
        fresh.append(await place.run(document, caller, values))
    assert any("data" in answer for answer in fresh)
    order = [*range(len(requests)), *range(len(requests))]
    rng.shuffle(order)
    service._prepared.clear()
    for start in range(0, len(order), 40):
        at = order[start : start + 40]
        answers = await asyncio.gather(*(place.run(document, *requests[n]) for n in at))
        for n, answer in zip(at, answers, strict=True):
            assert answer == fresh[n], requests[n]


async def test_callers_of_one_subject_get_their_own_rows_at_once(place: Place) -> None:
    document = "{ viewer { organisation { name } } children(first: 100) { nodes { name } } }"
    callers = [place.ground.caller(o) for o in ("town", "other town")] * 40
    answers = await asyncio.gather(*(place.run(document, c) for c in callers))
    names = {"town": {"child", "classmate", "referred child"}, "other town": {"hidden child", "referred child"}}
    for caller, answer in zip(callers, answers, strict=True):
        assert answer["data"]["viewer"]["organisation"]["name"] == caller.organisation_name
        assert {n["name"] for n in answer["data"]["children"]["nodes"]} == names[str(caller.organisation_name)]


async def test_a_purpose_makes_another_view_of_the_same_document(place: Place) -> None:
    document = "{ children(first: 100) { nodes { name } } }"
    town = place.ground.caller
    seen = [
        {n["name"] for n in (await place.run(document, town("town", purpose=p)))["data"]["children"]["nodes"]}
        for p in (None, "safety", "guardianship_guidance", "safety", None)
    ]
    own = {"child", "classmate"}
    assert seen == [own | {"referred child"}, own, own | {"referred child"}, own, own | {"referred child"}]


async def test_subjects_that_share_a_document_do_not_share_its_plan(place: Place) -> None:
    """Each sees by its own rules; by another's, one would see the rows of a place where it is not."""
    document = "{ children(first: 100) { nodes { name identityNumber } } }"
    organisations = ("civil_affairs", "school", "town", "village", "police", "court", "other school")
    alone = {}
    for organisation in organisations:
        place.stage.service._prepared.clear()
        alone[organisation] = await place.run(document, place.ground.caller(organisation))
    assert len({str(answer) for answer in alone.values()}) > 4
    for organisation in (*organisations, *reversed(organisations)):
        assert await place.run(document, place.ground.caller(organisation)) == alone[organisation]


@pytest.mark.parametrize(
    "null", [{"name": {"eq": None}}, {"name": None}, {"not": None}, {"and": None}, {"guardianships": {"some": None}}]
)
async def test_an_operand_that_is_null_is_refused_before_and_after_one_that_is_not(place: Place, null: dict[str, Any]) -> None:
    """A null that were let through would widen the answer or empty it."""
    document, town = "query($f: ChildFilter) { children(filter: $f) { totalCount } }", place.ground.caller("town")
    given = {"name": {"eq": "child"}, "not": {}, "and": [], "guardianships": {"some": {}}}
    (member,) = null
    for filter_, refused in ((null, True), ({member: given[member]}, False), (null, True)):
        answer = await place.run(document, town, {"f": filter_})
        assert [e["extensions"]["code"] for e in answer.get("errors", ())] == (["VARIABLE_INVALID"] if refused else [])


async def test_two_subjects_and_two_roles_do_not_share_what_a_document_may_name(place: Place) -> None:
    document = "mutation { registerChild(input: {}) { problems { code } } }"
    for organisation, role, code in (
        ("town", "officer", "DOCUMENT_INVALID"), ("town", "reader", "FIELD_NOT_AVAILABLE"),
        ("village", "officer", "FIELD_NOT_AVAILABLE"), ("town", "officer", "DOCUMENT_INVALID"),
    ):  # fmt: skip
        answer = await place.run(document, place.ground.caller(organisation, role))
        assert {e["extensions"]["code"] for e in answer["errors"]} == {code}
