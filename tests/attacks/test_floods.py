"""Floods: each is refused with its code, in time that grows with its length and not faster, and the service goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from authz.caller import NOBODY
from core.errors import TonghuError
from core.settings import Settings
from planner.limits import DocumentLimits
from resolvers.prepared import prepare
from schema.catalog import Cardinality, Relation
from schema.entities import CATALOG
from server.wiring import limits
from tests.mutations.place import Place, codes, good
from tests.oracle.fixtures import how_many

MOST_SECONDS = 5.0
"""A bound that only faster growth than the length would break, on however slow a machine."""


@pytest.fixture(autouse=True)
def default_limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own limits in place of the wide ones of the oracle's tests."""
    if "place" in request.fixturenames:
        monkeypatch.setattr(request.getfixturevalue("place").stage.service, "limits", limits(Settings()))


def _fragments(depth: int) -> str:
    chain = " ".join(f"fragment f{n} on Child {{ ...f{n + 1} name ...f{n + 1} }}" for n in range(depth))
    return f"{{ children {{ nodes {{ ...f0 }} }} }} {chain} fragment f{depth} on Child {{ name }}"


def _aliased_fragments(depth: int) -> str:
    chain = " ".join(f"fragment f{n} on Child {{ a{n}: name ...f{n + 1} b{n}: name ...f{n + 1} }}" for n in range(depth))
    return f"{{ children {{ nodes {{ ...f0 }} }} }} {chain} fragment f{depth} on Child {{ name }}"


FLOODS: dict[str, tuple[Callable[[int], str], str]] = {
    "levels of selections": (lambda n: "{ children " * n + "{ totalCount }" + "}" * n, "DOCUMENT_TOO_DEEP"),
    "levels of lists": (lambda n: "{ nodes(ids: " + "[" * n + "]" * n + ") { id } }", "DOCUMENT_TOO_DEEP"),
    "levels of objects": (
        lambda n: "{ children(filter: " + "{not: " * n + "{}" + "}" * n + ") { totalCount } }", "DOCUMENT_TOO_DEEP",
    ),
    "levels of a type": (lambda n: "query($v: " + "[" * n + "Int" + "]" * n + ") { __typename }", "DOCUMENT_TOO_DEEP"),
    "levels of inline fragments": (
        lambda n: "{ children { nodes " + "{ ... on Child " * n + "{ name }" + "}" * n + " } }", "DOCUMENT_TOO_DEEP",
    ),
    "aliases": (lambda n: "{ " + " ".join(f"a{i}: __typename" for i in range(n)) + " }", "TOO_MANY_ALIASES"),
    "fragments that double": (lambda n: _fragments(min(n, 200)), "TOO_MANY_FIELDS"),
    "fragments that double, aliased": (lambda n: _aliased_fragments(min(n, 90)), "TOO_MANY_FIELDS"),
    "the same field": (lambda n: "{ " + "__typename " * n + "}", "TOO_MANY_FIELDS"),
    "the same connection": (lambda n: "{ " + "children { totalCount } " * (n // 2) + "}", "DOCUMENT_INVALID"),
    "operations": (lambda n: " ".join(f"query q{i} {{ __typename }}" for i in range(n)), ""),
    "variables": (lambda n: "query(" + " ".join(f"$v{i}: Int" for i in range(n)) + ") { __typename }", "DOCUMENT_INVALID"),
    "directives": (lambda n: "{ __typename " + "@include(if: true) " * n + "}", "DOCUMENT_INVALID"),
    "unknown fields": (lambda n: "{ " + " ".join(f"nonsense{i}" for i in range(n)) + " }", "FIELD_NOT_AVAILABLE"),
    "a long list": (lambda n: "{ nodes(ids: [" + '"x" ' * n + "]) { id } }", ""),
}  # fmt: skip


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", FLOODS)
async def test_a_flood_is_refused(place: Place, name: str) -> None:
    make, code = FLOODS[name]
    town, reached = place.ground.caller("town"), set()
    for length in (50, 1_000, 5_000, 30_000):
        started = time.perf_counter()
        answer = await place.run(make(length), town)
        assert time.perf_counter() - started < MOST_SECONDS
        assert not {"INTERNAL", "DATABASE_TIMEOUT"} & set(codes(answer))
        if length == 30_000:
            assert "data" not in answer
            assert set(codes(answer)) <= {code, "DOCUMENT_TOO_LONG", "TOO_MANY_TOKENS", "TOO_MANY_FIELDS"}
        reached |= set(codes(answer))
    assert not code or code in reached
    assert (await place.run("{ children { totalCount } }", town))["data"]


@pytest.mark.parametrize("name", ["fragments that double", "fragments that double, aliased"])
def test_measuring_fragments_takes_time_by_their_number_and_not_by_what_they_spread_to(name: str) -> None:
    """Ninety fragments spread to 2 ** 90 fields."""
    document = FLOODS[name][0](90)
    with pytest.raises(TonghuError, match="TOO_MANY_FIELDS"):
        prepare(None, document, DocumentLimits(10**6, 10**6, 10**6, 10**6, 10**6))  # type: ignore[arg-type] # not reached


MANY = {
    "aliases": "a: fileReport(input: $i) { receiptCode } b: fileReport(input: $i) { receiptCode }",
    "a fragment": "a: fileReport(input: $i) { receiptCode } ...F",
    "an inline fragment": "a: fileReport(input: $i) { receiptCode } ... on Mutation { b: fileReport(input: $i) { receiptCode } }",
}
FRAGMENT = "fragment F on Mutation { b: fileReport(input: $i) { receiptCode } }"


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("way", MANY)
async def test_one_without_a_token_files_one_report_a_request(place: Place, way: str) -> None:
    """Not one of several is written; one with a token is held to nothing of the kind."""
    given = {"i": good("fileReport", place.ground) | {"idempotencyKey": f"many by {way}"}}
    document = f"mutation($i: FileReportInput!) {{ {MANY[way]} }}" + (FRAGMENT if "...F" in MANY[way] else "")
    before = await place.tables()
    refused = await place.run(document, NOBODY, given)
    assert (codes(refused), "data" in refused) == (["TOO_MANY_MUTATIONS"], False)
    assert await place.tables() == before
    one = "mutation($i: FileReportInput!) { __typename a: fileReport(input: $i) { receiptCode problems { code } } }"
    assert (await place.run(one, NOBODY, given))["data"]["a"]["receiptCode"]
    filed = (await place.run(document, place.ground.caller("school"), given))["data"]
    assert filed["a"] == filed["b"]


def _nested(levels: int) -> dict[str, Any]:
    made: dict[str, Any] = {"name": {"eq": "child"}}
    for _ in range(levels):
        made = {"not": made}
    return made


def _around(hops: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _ in range(hops):
        made = {"guardianships": {"some": {"child": made}}}
    return made


FILTERS: dict[str, tuple[Callable[[int], Any], str]] = {
    "levels of not": (_nested, "VARIABLE_INVALID"),
    "alternatives": (lambda n: {"or": [{"name": {"eq": f"n{i}"}} for i in range(n)]}, "FILTER_TOO_LARGE"),
    "levels and alternatives": (
        lambda n: {"and": [{"or": [{"not": {"sex": {"eq": "MALE"}}}]} for _ in range(n)]}, "FILTER_TOO_LARGE",
    ),
    "relations to and fro": (lambda n: _around(min(n, 30)), "FILTER_TOO_DEEP"),
    "a list of operands": (lambda n: {"name": {"in": ["x"] * n * 10}}, "TOO_MANY_VALUES"),
}  # fmt: skip


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", FILTERS)
async def test_a_filter_flood_is_refused(place: Place, name: str) -> None:
    make, code = FILTERS[name]
    town = place.ground.caller("town")
    document = "query($f: ChildFilter) { children(filter: $f) { totalCount } }"
    for length in (1, 10, 100, 900, 2_500):
        started = time.perf_counter()
        answer = await place.run(document, town, {"f": make(length)})
        assert time.perf_counter() - started < MOST_SECONDS
        assert codes(answer) in ([], [code])
        if length == 1:
            assert "data" in answer
        if length == 2_500:
            assert codes(answer) == [code]


def _longest_filter(visible: dict[str, Any], entity: str, hops: int) -> dict[str, Any]:
    """A filter of `hops` relations, the widest way round that the view has."""
    if not hops:
        return {}
    for name in visible.get(entity, ()):
        member = CATALOG[entity].members[name]
        if isinstance(member, Relation) and member.target in visible:
            inner = _longest_filter(visible, member.target, hops - 1)
            if inner or hops == 1:
                return {name: inner if member.cardinality is Cardinality.ONE else {"some": inner, "every": inner}}
    return {}


@pytest.mark.soak
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("organisation", ["school", "village", "town", "police", "court", "civil_affairs"])
async def test_the_greatest_filters_that_are_allowed_are_answered(
    place: Place, organisation: str, request: pytest.FixtureRequest
) -> None:
    """Of each entity the one through most relations, and in turn one through fewer; in the long form all of them."""
    shorter = how_many(request.config, sample=1, soak=3)
    caller = place.ground.caller(organisation)
    policies = place.stage.service.policies
    view = policies.view(caller.subject, "officer", None)
    visible = {name: list(v.visible) for name, v in view.entities.items()}
    tried = 0
    for n, entity in enumerate(visible):
        for hops in (4, *(1 + (n + m) % 3 for m in range(shorter))):
            made = _longest_filter(visible, entity, hops)
            if made:
                document = f"query($f: {entity}Filter) {{ {CATALOG[entity].plural}(filter: $f) {{ totalCount }} }}"
                answer = await place.run(document, caller, {"f": made})
                assert codes(answer) in ([], ["FIELD_NOT_AVAILABLE"]), (entity, hops)
                tried += "data" in answer
    assert tried > 10
