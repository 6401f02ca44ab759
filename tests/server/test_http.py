"""The transport alone: what is refused before GraphQL, and what reaches the service.

The service here answers with what it was given, which the real one cannot show; everything else is real.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from authz.caller import Caller
from core.errors import TonghuError
from resolvers.request import Answer, GraphQLRequest
from server.app import App
from tests.http_client import JSON, RESPONSE, GraphQLClient, RunningServer, codes

LIMIT = 1_048_576


class Echo:
    """Answers with the request that it was given; fails on the document `fail`."""

    async def run(self, request: GraphQLRequest, caller: Caller, language: str) -> Answer:
        if request.document == "fail":
            raise RuntimeError("child 张三 500112201001010017")
        seen = {
            "document": request.document,
            "operationName": request.operation_name,
            "variables": request.variables,
            "allowMutation": request.allow_mutation,
            "subject": caller.subject,
            "language": language,
        }
        return Answer(orjson.dumps({"data": seen}), None)

    async def ready(self) -> bool:
        return True

    async def close(self) -> None:
        return None


class NoCallers:
    async def resolve(self, token: str) -> Caller:
        raise TonghuError("CALLERS_UNAVAILABLE")


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    async def make() -> tuple[App, Any]:
        service = Echo()
        return App(service, NoCallers(), LIMIT), service.close

    with RunningServer(make) as running:
        yield running


@pytest.fixture
def client(server: RunningServer) -> Iterator[GraphQLClient]:
    made = GraphQLClient(server.url)
    yield made
    made.close()


def test_a_post_reaches_the_service_whole(client: GraphQLClient) -> None:
    body = {"query": "{ a }", "operationName": "O", "variables": {"v": ["𠮷", None, 1.5]}, "extensions": {}, "other": 1}
    answer = client.post(body)
    assert answer.status_code == 200
    assert answer.json()["data"] == {
        "document": "{ a }",
        "operationName": "O",
        "variables": {"v": ["𠮷", None, 1.5]},
        "allowMutation": True,
        "subject": "public",
        "language": "en",
    }


def test_a_get_reaches_the_service_as_a_query_only(client: GraphQLClient) -> None:
    data = client.get({"query": "{ a }", "variables": '{"v":1}', "extensions": "", "operationName": ""}).json()["data"]
    assert (data["variables"], data["allowMutation"], data["operationName"]) == ({"v": 1}, False, None)


def test_headers_of_every_answer(client: GraphQLClient) -> None:
    traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    for body in ({"query": "{ a }"}, {}):
        headers = client.post(body, traceparent=traceparent, x_request_id="abc-1").headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["traceparent"] == traceparent
        assert headers["x-request-id"] == "abc-1"
        assert "access-control-allow-origin" not in headers
        assert "set-cookie" not in headers


@pytest.mark.parametrize("sent", ["x" * 200, "a b", "é", "<script>"])
def test_a_request_id_that_is_none_is_replaced(client: GraphQLClient, sent: str) -> None:
    answer = client.http.post("/graphql", json={"query": "{a}"}, headers={"x-request-id": sent.encode()})
    assert answer.headers["x-request-id"] != sent
    assert len(answer.headers["x-request-id"]) == 16


@pytest.mark.parametrize("sent", ["00-" + "0" * 32 + "-00f067aa0ba902b7-01", "nonsense", "00-xyz"])
def test_a_malformed_traceparent_is_not_echoed(client: GraphQLClient, sent: str) -> None:
    assert "traceparent" not in client.post({"query": "{ a }"}, traceparent=sent).headers


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "REQUEST_MALFORMED"),
        (b'{ "query": "{ a }"', "REQUEST_MALFORMED"),
        (b"{'query': '{ a }'}", "REQUEST_MALFORMED"),
        (b"null", "REQUEST_MALFORMED"),
        (b"[]", "REQUEST_MALFORMED"),
        (b'[{"query":"{ a }"}]', "REQUEST_MALFORMED"),
        (b"{}", "REQUEST_MALFORMED"),
        (b'{"query":null}', "REQUEST_MALFORMED"),
        (b'{"query":"{ a }","variables":[]}', "REQUEST_MALFORMED"),
        (b'{"query":"{ a }","variables":"{}"}', "REQUEST_MALFORMED"),
        (b'{"query":"{ a }","extensions":1}', "REQUEST_MALFORMED"),
        (b'{"query":"{ a }","operationName":1}', "REQUEST_MALFORMED"),
        (b'{"query":"{ a }","variables":{"x":NaN}}', "REQUEST_MALFORMED"),
        (b'{"query":"\xff"}', "REQUEST_MALFORMED"),
        (b"[" * 100_000, "REQUEST_MALFORMED"),
        (b'{"query":"{ a }\x00"}', "TEXT_INVALID"),
        (b'{"query":"{ a }\\u0000"}', "TEXT_INVALID"),
        (b'{"query":"{ a }","variables":{"x":[{"y":"\\u0000"}]}}', "TEXT_INVALID"),
        (b'{"query":"{ a }","variables":{"\\u0000":1}}', "TEXT_INVALID"),
        (b'{"query":"{ a }","variables":{"x":"\\ud800"}}', "TEXT_INVALID"),
        (b'{"query":"{ a }","variables":{"x":"\\udc00\\ud800"}}', "TEXT_INVALID"),
        (b'{"query":"{ a }","variables":{"x":"\xed\xa0\x80"}}', "TEXT_INVALID"),
    ],
)
@pytest.mark.parametrize("accept", [JSON, RESPONSE])
def test_a_body_that_cannot_be_read(client: GraphQLClient, content: bytes, code: str, accept: str) -> None:
    answer = client.post(content=content, accept=accept)
    assert answer.status_code == 400
    assert codes(answer.json()) == [code]
    assert "data" not in answer.json()
    assert answer.headers["content-type"].startswith(accept)


def test_the_place_of_a_nul_is_named(client: GraphQLClient) -> None:
    answer = client.post(content=b'{"query":"{ a }","variables":{"x":[{"y":"\\u0000"}]}}').json()
    assert answer["errors"][0]["extensions"]["where"] == "body.variables.x.0.y"


def test_an_escaped_backslash_before_u0000_is_no_nul(client: GraphQLClient) -> None:
    assert client.post(content=b'{"query":"\\\\u0000"}').json()["data"]["document"] == "\\u0000"


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/graphql", "application/json; charset=gbk"])
def test_another_media_type(client: GraphQLClient, content_type: str) -> None:
    answer = client.post(content=b'{"query":"{ a }"}', content_type=content_type)
    assert (answer.status_code, codes(answer.json())) == (415, ["MEDIA_TYPE_UNSUPPORTED"])


def test_a_compressed_body(client: GraphQLClient) -> None:
    answer = client.post(content=b'{"query":"{ a }"}', content_encoding="gzip")
    assert codes(answer.json()) == ["MEDIA_TYPE_UNSUPPORTED"]


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "text/event-stream"])
def test_an_accept_that_allows_neither_type(client: GraphQLClient, accept: str) -> None:
    answer = client.post({"query": "{ a }"}, accept=accept)
    assert (answer.status_code, codes(answer.json())) == (406, ["NOT_ACCEPTABLE"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_another_method(client: GraphQLClient, method: str) -> None:
    answer = client.http.request(method, "/graphql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    assert method == "HEAD" or codes(answer.json()) == ["METHOD_NOT_ALLOWED"]


def test_a_body_of_ten_megabytes(client: GraphQLClient) -> None:
    announced = client.post(content=b'{"query":"' + b"a" * 10_000_000 + b'"}')
    assert (announced.status_code, codes(announced.json())) == (413, ["BODY_TOO_LARGE"])

    def chunks() -> Iterator[bytes]:
        for _ in range(160):
            yield b"a" * 65_536

    streamed = client.http.post("/graphql", content=chunks(), headers={"content-type": JSON})
    assert (streamed.status_code, codes(streamed.json())) == (413, ["BODY_TOO_LARGE"])
    assert client.post({"query": "{ a }"}).status_code == 200


def test_a_body_of_exactly_the_limit(client: GraphQLClient) -> None:
    frame = len(b'{"query":""}')
    assert client.post(content=b'{"query":"' + b"a" * (LIMIT - frame) + b'"}').status_code == 200
    assert client.post(content=b'{"query":"' + b"a" * (LIMIT - frame + 1) + b'"}').status_code == 413


@pytest.mark.parametrize(
    ("query_string", "code"),
    [
        ("", "REQUEST_MALFORMED"),
        ("query=%7Ba%7D&query=%7Bb%7D", "REQUEST_MALFORMED"),
        ("query=%FF", "REQUEST_MALFORMED"),
        ("query=%7Ba%7D&variables=%7B", "REQUEST_MALFORMED"),
        ("query=%7Ba%7D&variables=%5B%5D", "REQUEST_MALFORMED"),
        ("query=%7Ba%7D&variables=1", "REQUEST_MALFORMED"),
        ("&".join(f"x{i}=1" for i in range(100)), "REQUEST_MALFORMED"),
        ("query=%7Ba%7D%00", "TEXT_INVALID"),
        ("query=%7Ba%7D&variables=%7B%22x%22:%22%5Cu0000%22%7D", "TEXT_INVALID"),
        ("query=%7Ba%7D&variables=%7B%22x%22:%22%5Cud800%22%7D", "TEXT_INVALID"),
    ],
)
def test_a_query_string_that_cannot_be_read(client: GraphQLClient, query_string: str, code: str) -> None:
    answer = client.http.get(f"/graphql?{query_string}")
    assert (answer.status_code, codes(answer.json())) == (400, [code])


@pytest.mark.parametrize("value", ["Bearer", "Basic eDp5", "token", "Bearer \xe9"])
def test_another_authorization(client: GraphQLClient, value: str) -> None:
    answer = client.http.post(
        "/graphql", json={"query": "{ a }"}, headers={"authorization": value.encode("latin-1"), "accept": JSON}
    )
    assert (answer.status_code, codes(answer.json())) == (401, ["TOKEN_INVALID"])
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_retry_is_announced(client: GraphQLClient) -> None:
    answer = client.post({"query": "{ a }"}, authorization="Bearer x")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_two_authorizations_are_ambiguous(server: RunningServer) -> None:
    body = b'{"query":"{ a }"}'
    answer = _raw(
        server,
        b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer a\r\n"
        b"authorization: Bearer b\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body),
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"REQUEST_MALFORMED" in answer


def test_a_client_that_leaves_in_the_middle_of_its_body(server: RunningServer, client: GraphQLClient) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    for _ in range(20):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(
                b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"
            )
    assert client.post({"query": "{ a }"}).status_code == 200


def test_a_defect_shows_its_code_and_nothing_else(client: GraphQLClient, capfd: pytest.CaptureFixture[str]) -> None:
    answer = client.post({"query": "fail"}, x_request_id="r-1")
    assert answer.status_code == 500
    assert answer.json() == {"errors": [{"message": "Internal error", "extensions": {"code": "INTERNAL"}}]}
    logged = capfd.readouterr()
    assert "request_failed" in logged.err + logged.out
    assert "张三" not in logged.err + logged.out


def test_messages_follow_the_language(client: GraphQLClient) -> None:
    chinese = client.post({}, accept_language="zh-CN").json()["errors"][0]["message"]
    english = client.post({}, accept_language="en").json()["errors"][0]["message"]
    assert chinese == "请求无法读取：“query”须为文本"
    assert english == 'The request cannot be read: "query" must be a string'


def test_health(client: GraphQLClient) -> None:
    assert client.http.get("/health/live").json() == {"status": "live"}
    assert client.http.get("/health/ready").json() == {"status": "ready"}
    assert client.http.get("/nothing").status_code == 404
    assert client.http.get("/graphql/").status_code == 404


def _raw(server: RunningServer, request: bytes) -> bytes:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    return answer
