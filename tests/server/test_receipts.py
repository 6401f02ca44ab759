"""Over real HTTP: who files without a token reads the report back by its receipt, and nothing else by anything else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from db.tables import TABLES
from db.tables.service import DISCLOSURE_EVENT
from tests.http_client import GraphQLClient, codes
from tests.server.conftest import SmallService
from tests.server.registry import token

FILE = """mutation($key: String!, $text: String!) { fileReport(input: {idempotencyKey: $key, kind: LIVING_ALONE,
  childDescription: "约八岁男孩", content: $text, reporterName: "路人", reporterTelephone: "13912345678"}) {
  report { content } receiptCode problems { code } } }"""
READ = "{ reports { totalCount nodes { id kind status reportedOn childDescription content feedback } } }"
NONE: dict[str, Any] = {"data": {"reports": {"totalCount": 0, "nodes": []}}}


@pytest.fixture
def nobody(small_service: SmallService) -> Iterator[GraphQLClient]:
    made = GraphQLClient(small_service.server.url)
    yield made
    made.close()


def _file(client: GraphQLClient, text: str, key: str | None = None) -> str:
    done = client.data(FILE, {"key": key or uuid.uuid4().hex, "text": text})["fileReport"]
    assert done["problems"] == [] and done["report"] is None  # the receipt comes with this very answer
    code: str = done["receiptCode"]
    return code


def _ask(client: GraphQLClient, header: str, document: str = READ, **variables: Any) -> Any:
    return client.post({"query": document, "variables": variables}, authorization=header).json()


def test_the_receipt_shows_its_own_report(nobody: GraphQLClient) -> None:
    one, other = _file(nobody, "独自在家三天"), _file(nobody, "身上有伤")
    assert one != other
    for code, text in ((one, "独自在家三天"), (other, "身上有伤")):
        shown = _ask(nobody, f"Receipt {code}")["data"]["reports"]
        assert shown["totalCount"] == 1
        (report,) = shown["nodes"]
        assert (report["content"], report["status"], report["kind"]) == (text, "FILED", "LIVING_ALONE")
        by_id = "query($id: ID!) { report(id: $id) { content } node(id: $id) { id } nodes(ids: [$id]) { id } }"
        same = {"id": report["id"]}
        assert _ask(nobody, f"receipt  {code.upper()}", by_id, **same) == {
            "data": {"report": {"content": text}, "node": same, "nodes": [same]}
        }
        for not_his in (f"Receipt {one if code == other else other}", f"Receipt {'0' * 32}"):
            hidden = {"report": None, "node": None, "nodes": [None]}
            assert _ask(nobody, not_his, by_id, **same) == {"data": hidden}


def test_an_unknown_code_is_as_none(nobody: GraphQLClient) -> None:
    _file(nobody, "独自在家")
    filtered = "{ reports(filter: {status: {eq: FILED}}, orderBy: [REPORTED_ON_ASC], last: 5) { totalCount nodes { id } } }"
    for document in (READ, filtered):
        without = nobody.run(document)
        assert without == NONE
        assert _ask(nobody, f"Receipt {'f' * 32}", document) == without


@pytest.mark.parametrize("header", ["Receipt", "Receipt 12", "Receipt " + "g" * 32, "Receipt " + "0" * 33,
                                    "Receipt " + "0" * 31, "Receipt " + "0" * 16 + " " + "0" * 15, "Code " + "0" * 32,
                                    "Bearer " + "0" * 32])  # fmt: skip
def test_a_malformed_code_is_refused(nobody: GraphQLClient, header: str) -> None:
    answer = nobody.post({"query": READ}, authorization=header)
    assert (answer.status_code, codes(answer.json())) == (401, ["TOKEN_INVALID"])


def test_what_is_stored_is_no_receipt(nobody: GraphQLClient, small_service: SmallService) -> None:
    code = _file(nobody, "独自在家")
    found = sa.select(TABLES["Report"].c.receipt_hash)
    stored = {r[0] for r in small_service.server.call(small_service.registry.fetch(found))}
    assert stored and code not in stored
    for kept in stored:
        assert _ask(nobody, f"Receipt {kept[:32]}") == NONE


def test_a_replay_gives_the_same_receipt_and_shows_what_it_opens(nobody: GraphQLClient) -> None:
    key = uuid.uuid4().hex
    code = _file(nobody, "独自在家", key)
    assert _file(nobody, "独自在家", key) == code
    again = _ask(nobody, f"Receipt {code}", FILE, key=key, text="独自在家")["data"]["fileReport"]
    assert again == {"report": {"content": "独自在家"}, "receiptCode": code, "problems": []}
    assert _ask(nobody, f"Receipt {code}")["data"]["reports"]["totalCount"] == 1


def test_the_receipt_tells_what_came_of_the_report(nobody: GraphQLClient, small_service: SmallService) -> None:
    report = TABLES["Report"]
    code, untold = _file(nobody, "有反馈的报告"), _file(nobody, "没有反馈的报告")

    async def answer() -> None:
        async with small_service.registry.transaction() as transaction:
            told = sa.update(report).where(report.c.content == "有反馈的报告")
            await transaction.fetch(told.values(status="CLOSED", feedback="已联系监护人"))

    small_service.server.call(answer())
    shown = [_ask(nobody, f"Receipt {c}")["data"]["reports"]["nodes"][0] for c in (code, untold)]
    assert [(s["status"], s["feedback"]) for s in shown] == [("CLOSED", "已联系监护人"), ("FILED", None)]


@pytest.mark.parametrize("member", ["reporterName", "reporterTelephone", "reporterKind", "reportedAt", "discoveredAt",
                                    "latencyMinutes", "child { id }", "reporterOrganisation { id }",
                                    "incidents { totalCount }", "interventions { totalCount }"])  # fmt: skip
def test_the_receipt_shows_no_more(nobody: GraphQLClient, member: str) -> None:
    code = _file(nobody, "独自在家")
    assert codes(_ask(nobody, f"Receipt {code}", f"{{ reports {{ nodes {{ {member} }} }} }}")) == ["FIELD_NOT_AVAILABLE"]


def test_a_token_and_a_receipt_together_are_refused(nobody: GraphQLClient) -> None:
    given = [("authorization", f"Bearer {token()}"), ("authorization", f"Receipt {_file(nobody, '独自在家')}")]
    answer = nobody.http.post("/graphql", json={"query": READ}, headers=given)
    assert codes(answer.json()) == ["REQUEST_MALFORMED"]


def test_reading_by_receipt_is_on_record(nobody: GraphQLClient, small_service: SmallService) -> None:
    event = DISCLOSURE_EVENT.c
    last = sa.select(event.subject, event.kind, event.rows_disclosed, event.person_id, event.organisation_id, event.role)
    code = _file(nobody, "独自在家")
    _ask(nobody, f"Receipt {code}")
    rows = small_service.server.call(small_service.registry.fetch(last.order_by(event.id.desc()).limit(1)))
    assert [tuple(r) for r in rows] == [("public", "read", 1, None, None, None)]
