"""Each subject of the policies has a document that its frontend could ship: valid against its view, and answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLSchema,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
    visit,
)
from graphql.language import Visitor

from authz.build import Policies
from authz.caller import PUBLIC
from core.clock import FixedClock
from core.settings import Settings
from schema.entities import CATALOG
from server.app import App
from server.views import subject_schema
from server.wiring import build
from tests.compiled import compiled
from tests.conftest import SEED
from tests.http_client import GraphQLClient, RunningServer
from tests.http_surface.test_surface import SUBJECTS, Surfaces

ORGANISATIONS = [s for s in SUBJECTS if s != PUBLIC]
PLURALS = {e.plural: e.singular for e in CATALOG}


def operations(document: str, kind: OperationType = OperationType.QUERY) -> list[OperationDefinitionNode]:
    """The operations of a kind, in order."""
    return [d for d in parse(document).definitions if isinstance(d, OperationDefinitionNode) and d.operation is kind]


def lists(operation: OperationDefinitionNode) -> list[str]:
    """Response names of the operation's root lists, in order; the first one is what the page is about."""
    roots = [s for s in operation.selection_set.selections if isinstance(s, FieldNode)]
    return [(r.alias or r.name).value for r in roots if r.name.value in PLURALS]


def required(operation: OperationDefinitionNode) -> dict[str, str]:
    """Variables that must be given -> name of their type."""
    needed = [v for v in operation.variable_definitions or () if isinstance(v.type, NonNullTypeNode)]
    return {v.variable.name.value: get_named_node(v.type) for v in needed if v.default_value is None}


def get_named_node(node: Any) -> str:
    """The named type inside lists and non-nulls."""
    while hasattr(node, "type"):
        node = node.type
    name: str = node.name.value
    return name


def mutations_of(schema: GraphQLSchema) -> set[str]:
    """Mutations of a view."""
    return set(schema.mutation_type.fields) if schema.mutation_type else set()


class _Words(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.spreads = 0
        self.fields: set[str] = set()

    def enter_fragment_spread(self, _: FragmentSpreadNode, *__: Any) -> None:
        self.spreads += 1

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self.fields.add(node.name.value)


def test_every_subject_has_a_document_and_every_document_its_subject(
    policies: Policies, documents: dict[str, str]
) -> None:
    assert documents.keys() == set(policies.declared.concrete) == set(SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_document_is_valid_against_its_view(subject: str, policies: Policies, documents: dict[str, str]) -> None:
    schema = subject_schema(policies, subject)
    assert [str(e) for e in validate(schema, parse(documents[subject]))] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_document_is_a_page(subject: str, policies: Policies, documents: dict[str, str]) -> None:
    """Its first operation lists something page by page, without any variable; fragments are shared; it writes."""
    text = documents[subject]
    page = operations(text)[0]
    assert lists(page)
    assert required(page) == {}
    assert {"first", "after"} <= {v.variable.name.value for v in page.variable_definitions or ()}
    words = _Words()
    visit(parse(text), words)
    assert words.spreads
    assert {"pageInfo", "hasNextPage", "endCursor"} <= words.fields
    written = operations(text, OperationType.MUTATION)
    assert bool(written) == bool(mutations_of(subject_schema(policies, subject)))
    assert all(o.name and o.name.value.startswith(subject.title().replace("_", "")) for o in [*operations(text), *written])


def test_two_subjects_do_not_share_a_page(documents: dict[str, str]) -> None:
    names = [o.name.value for text in documents.values() for o in operations(text) if o.name]
    assert len(names) == len(set(names)) > len(documents)


def run(client: GraphQLClient, text: str, operation: OperationDefinitionNode, **variables: Any) -> dict[str, Any]:
    """The data of one operation of a document."""
    assert operation.name is not None
    body = {"query": text, "operationName": operation.name.value, "variables": variables}
    answer: dict[str, Any] = client.post(body).json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def ids(found: Any) -> Iterator[str]:
    """Every public id in an answer, in order."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from [value] if name == "id" else ids(value)
    elif isinstance(found, list):
        for one in found:
            yield from ids(one)


def wanted(variable: str, kind: str, root: str, seen: list[str]) -> Any:
    """A value for a required variable of a further page: an id that an earlier page showed, a day, a code."""
    if kind == "ID":
        entity = CATALOG[root[0].upper() + root[1:]] if root not in PLURALS else None
        return next(i for i in seen if entity is None or i.startswith(f"{entity.prefix}_"))
    return {"Date": "2026-01-01", "DateTime": "2026-01-01T00:00:00Z"}.get(kind, variable)


@pytest.mark.parametrize("subject", ORGANISATIONS)
def test_every_page_is_answered_and_the_first_is_not_empty(
    subject: str, surfaces: Surfaces, documents: dict[str, str]
) -> None:
    client, text = surfaces.clients[subject], documents[subject]
    page, *further = operations(text)
    main = lists(page)[0]
    first = run(client, text, page)
    assert first[main]["nodes"], f"nothing in {main}"
    turned = run(client, text, page, first=1)[main]
    assert len(turned["nodes"]) == 1
    if turned["pageInfo"]["hasNextPage"]:
        after = run(client, text, page, first=1, after=turned["pageInfo"]["endCursor"])
        assert after[main]["nodes"] not in ([], turned["nodes"])
    seen = list(ids(first))
    for operation in further:
        root = next(s.name.value for s in operation.selection_set.selections if isinstance(s, FieldNode))
        needed = {v: wanted(v, kind, root, seen) for v, kind in required(operation).items()}
        data = run(client, text, operation, **needed)
        seen += ids(data)
        if "ID" in required(operation).values():
            assert data[root] is not None, f"{operation.name and operation.name.value} shows nothing of {needed}"


def test_the_public_files_a_report_and_reads_it_by_its_receipt(
    own_sqlite: str, tmp_path: Path, documents: dict[str, str]
) -> None:
    chosen = Settings(
        database_url=own_sqlite, secret_file=str(tmp_path / "secret"), policy_cache=str(compiled()),
        log_level="error",
    )  # fmt: skip

    async def make() -> tuple[App, Any]:
        parts = await build(chosen, clock=FixedClock(SEED.now))
        return parts.app, parts.close

    text = documents[PUBLIC]
    with RunningServer(make) as server:
        client = GraphQLClient(server.url)
        given = {"idempotencyKey": "a-report-of-mine", "kind": "LIVING_ALONE", "childDescription": "约八岁", "content": "独居"}
        filed = run(client, text, operations(text, OperationType.MUTATION)[0], **given)["fileReport"]
        assert filed["problems"] == []
        page = operations(text)[0]
        main = lists(page)[0]
        assert run(client, text, page)[main]["nodes"] == []
        client.http.headers["authorization"] = f"Receipt {filed['receiptCode']}"
        (shown,) = run(client, text, page)[main]["nodes"]
        assert (shown["kind"], shown["content"]) == ("LIVING_ALONE", "独居")
        client.close()
