"""Attacks over real HTTP: text that no database takes, bodies that are too great, and people suspended in mid-session."""

from __future__ import annotations

import json
import time

import pytest

from db.tables.service import PERSON
from tests.http_client import GraphQLClient, codes
from tests.server.conftest import SmallService
from tests.server.registry import suspend, token

REPORT = (
    "mutation($k: String!, $d: String!) { fileReport(input: {idempotencyKey: $k, kind: OTHER, childDescription: $d, content: $d})"
    " { receiptCode problems { code } } }"
)


def _client(service: SmallService, who: int | None = 3) -> GraphQLClient:
    return GraphQLClient(service.server.url, None if who is None else token(who))


@pytest.mark.parametrize("escaped", ["\\u0000", "a\\u0000b", "\\ud800", "\\udfff", "\\ud800\\u0041", "\\udc00\\ud800"])
@pytest.mark.parametrize("place", ["value", "key", "document", "operation name", "name of a variable"])
def test_nul_and_lone_surrogates_are_refused_wherever_they_stand(small_service: SmallService, escaped: str, place: str) -> None:
    client = _client(small_service, None)
    body = {
        "value": f'{{"query": {json.dumps(REPORT)}, "variables": {{"k": "12345678", "d": "{escaped}"}}}}',
        "key": f'{{"query": {json.dumps(REPORT)}, "variables": {{"k": "12345678", "d": "x", "{escaped}": 1}}}}',
        "document": f'{{"query": "{{ __typename }} #{escaped}"}}',
        "operation name": f'{{"query": "{{ __typename }}", "operationName": "{escaped}"}}',
        "name of a variable": f'{{"query": "{{ __typename }}", "variables": {{"{escaped}": null}}}}',
    }[place]
    answer = client.post(content=body.encode())
    assert (answer.status_code, codes(answer.json())) == (400, ["TEXT_INVALID"])
    client.close()


@pytest.mark.parametrize("escape", ["\\u0000", "\\u{0}", "a\\u{000000}b"])
def test_a_nul_that_only_the_document_spells_is_refused(small_service: SmallService, escape: str) -> None:
    client = _client(small_service)
    for document in (
        f'{{ children(filter: {{name: {{eq: "{escape}"}}}}) {{ totalCount }} }}', f'{{ child(id: "{escape}") {{ name }} }}',
        f'query($v: String = "{escape}") {{ __type(name: $v) {{ name }} }}',
        f'mutation {{ fileReport(input: {{idempotencyKey: "12345678{escape}", kind: OTHER, childDescription: "x", content: "x"}}) '
        "{ receiptCode } }",
    ):
        assert codes(client.run(document)) == ["TEXT_INVALID"]
    client.close()


def test_a_surrogate_that_only_the_document_spells_is_no_character(small_service: SmallService) -> None:
    client = _client(small_service)
    for escape in ("\\ud800", "\\u{d800}", "\\udc00\\ud800", "\\u{110000}"):
        answer = client.run(f'{{ children(filter: {{name: {{eq: "{escape}"}}}}) {{ totalCount }} }}')
        assert codes(answer) == ["SYNTAX_ERROR"]
    paired = client.run('{ children(filter: {name: {eq: "\\ud842\\udfb7"}}) { totalCount } }')
    assert paired["data"] == {"children": {"totalCount": 0}}
    client.close()


def test_the_service_goes_on_after_bodies_and_selections_that_are_too_great(small_service: SmallService) -> None:
    client = _client(small_service)
    great = b'{"query": "{ __typename }", "variables": {"v": "' + b"x" * 10_000_000 + b'"}}'
    assert codes(client.post(content=great).json()) == ["BODY_TOO_LARGE"]
    for document, code in (
        ("{ children " * 5_000 + "}" * 5_000, "DOCUMENT_TOO_DEEP"), ("{ a" * 5_000, "DOCUMENT_TOO_DEEP"),
        ("{" + " a" * 60_000 + "}", "DOCUMENT_TOO_LONG"), ("{" + " a" * 20_000 + "}", "TOO_MANY_TOKENS"),
    ):  # fmt: skip
        assert codes(client.run(document)) == [code]
    nested = b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}"
    assert codes(client.post(content=nested).json()) == ["REQUEST_MALFORMED"]
    less = b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}"
    assert codes(client.post(content=less).json()) == ["VARIABLE_INVALID"]
    assert client.data("{ viewer { subject } }") == {"viewer": {"subject": "school"}}
    client.close()


def test_a_person_suspended_in_mid_session_reads_and_writes_nothing_two_seconds_later(small_service: SmallService) -> None:
    """With a connection, a document and a token that have all been used before."""
    client = _client(small_service)
    write = {"k": "before-suspension", "d": "x"}
    assert client.run(REPORT, write)["data"]["fileReport"]["problems"] == []
    small_service.server.call(suspend(small_service.registry, PERSON, 3, 1))
    try:
        end = time.monotonic() + 2.0
        while time.monotonic() < end and codes(client.run("{ children { totalCount } }")) != ["CALLER_SUSPENDED"]:
            time.sleep(0.05)
        for document, variables in (
            ("{ children { totalCount } }", None), ("{ __typename }", None), ("{ viewer { subject } }", None),
            ("{ __schema { types { name } } }", None), (REPORT, write), (REPORT, write | {"k": "after-suspension"}),
            ("{ nonsense }", None),
        ):  # fmt: skip
            answer = client.post({"query": document, "variables": variables})
            assert (answer.status_code, codes(answer.json())) == (403, ["CALLER_SUSPENDED"])
    finally:
        small_service.server.call(suspend(small_service.registry, PERSON, 3, None))
        time.sleep(2.1)
    assert "errors" not in client.run("{ children { totalCount } }")
    client.close()
