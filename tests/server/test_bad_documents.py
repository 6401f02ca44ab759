"""Documents and variables that must be refused, over real HTTP: code, status for each media type, and no data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.http_client import JSON, RESPONSE, GraphQLClient, codes
from tests.server.conftest import SmallService
from tests.server.registry import organisation, token


@pytest.fixture(params=[JSON, RESPONSE])
def client(small_service: SmallService, request: pytest.FixtureRequest) -> Iterator[GraphQLClient]:
    made = GraphQLClient(small_service.server.url, token(3))
    made.http.headers["accept"] = request.param
    yield made
    made.close()


def _fragments(depth: int) -> str:
    """Fragments each of which spreads the next one twice: 2 ** depth fields when spread."""
    parts = ["{ viewer { ...f0 } }"]
    parts += [f"fragment f{i} on Viewer {{ a{i}: subject ...f{i + 1} b{i}: subject ...f{i + 1} }}" for i in range(depth)]
    return " ".join([*parts, f"fragment f{depth} on Viewer {{ subject }}"])


DOCUMENTS: dict[str, tuple[str, str]] = {
    "no document": ("", "SYNTAX_ERROR"),
    "an open brace": ("{", "SYNTAX_ERROR"),
    "full-width braces": ("｛ viewer ｝", "SYNTAX_ERROR"),
    "5,000 levels of selections": ("{ children " * 5_000 + "}" * 5_000, "DOCUMENT_TOO_DEEP"),
    "5,000 levels of lists": ("{ nodes(ids: " + "[" * 5_000 + "]" * 5_000 + ") { id } }", "DOCUMENT_TOO_DEEP"),
    "a very long document": ("#" * 70_000 + "\n{ viewer { subject } }", "DOCUMENT_TOO_LONG"),
    "20,000 tokens": ("{ viewer { " + "a " * 20_000 + "} }", "TOO_MANY_TOKENS"),
    "an alias flood": ("{ " + " ".join(f"a{i}: viewer {{ subject }}" for i in range(1_000)) + " }", "TOO_MANY_ALIASES"),
    "a fragment flood": (_fragments(20), "TOO_MANY_FIELDS"),
    "a fragment that spreads itself": (
        "{ viewer { ...f } } fragment f on Viewer { subject ...f }", "DOCUMENT_INVALID",
    ),
    "an unknown field": ("{ viewer { nonsense } }", "FIELD_NOT_AVAILABLE"),
    "a field of a type without fields": ("{ viewer { subject { nonsense } } }", "DOCUMENT_INVALID"),
    "a type system definition": ("type Query { a: Int }", "DOCUMENT_INVALID"),
    "two operations and no name": ("query A { __typename } query B { __typename }", "OPERATION_UNKNOWN"),
    "a wrong literal": ('{ children(first: "ten") { totalCount } }', "DOCUMENT_INVALID"),
    "first and last": ("{ children(first: 1, last: 1) { totalCount } }", "PAGE_INVALID"),
    "a page beyond the limit": ("{ children(first: 101) { nodes { name } } }", "PAGE_INVALID"),
    "a page of none": ("{ children(first: -1) { nodes { name } } }", "PAGE_INVALID"),
    "a foreign cursor": (
        f'{{ children(first: 1, after: "{organisation(2)}") {{ nodes {{ name }} }} }}', "CURSOR_EXPIRED",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_refused(client: GraphQLClient, name: str) -> None:
    document, code = DOCUMENTS[name]
    answer = client.post({"query": document})
    assert set(codes(answer.json())) == {code}
    assert "data" not in answer.json()
    assert answer.status_code == (200 if client.http.headers["accept"] == JSON else 400)


VARIABLES: dict[str, Any] = {
    "missing": {},
    "null": {"id": None},
    "a number with a fraction": {"id": 1.5},
    "a list": {"id": ["a"]},
    "an object": {"id": {}},
    "a boolean": {"id": True},
}


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_of_the_wrong_type(client: GraphQLClient, name: str) -> None:
    answer = client.post({"query": "query($id: ID!) { child(id: $id) { name } }", "variables": VARIABLES[name]})
    assert codes(answer.json()) == ["VARIABLE_INVALID"]
    assert answer.status_code == (200 if client.http.headers["accept"] == JSON else 400)


def test_an_unknown_operation_name(client: GraphQLClient) -> None:
    answer = client.post({"query": "query A { __typename }", "operationName": "B"})
    assert codes(answer.json()) == ["OPERATION_UNKNOWN"]


def test_a_mutation_over_get_is_refused_and_does_nothing(client: GraphQLClient) -> None:
    answer = client.get({"query": "mutation { __typename }"})
    assert (answer.status_code, codes(answer.json())) == (405, ["MUTATION_OVER_GET"])
    assert answer.headers["allow"] == "POST"


def test_every_refused_field_is_listed_with_its_place(client: GraphQLClient) -> None:
    errors = client.run("{ viewer { nonsense } children { nodes { residenceAddress } } petitions { totalCount } }")["errors"]
    assert [e["extensions"]["member"] for e in errors] == ["Viewer.nonsense", "Child.residenceAddress", "Query.petitions"]
    assert {e["extensions"]["subject"] for e in errors} == {"school"}
    assert [e["locations"] for e in errors] == [[{"line": 1, "column": c}] for c in (12, 42, 63)]


def test_the_service_answers_after_all_of_it(client: GraphQLClient) -> None:
    for document, _ in DOCUMENTS.values():
        client.post({"query": document})
    assert client.data("{ viewer { subject } }") == {"viewer": {"subject": "school"}}
