"""GraphQL over HTTP as a raw ASGI endpoint: bytes in, checked request and caller out to the service, bytes back.

GET serves queries, POST everything. No framework object is made on this path: it has less than 200 µs of Python
for the whole answer, the pipeline included.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from authz.caller import NOBODY, Caller
from core.errors import TABLE, TonghuError, Words
from core.ids import new_request_id
from core.observe import describe, log
from resolvers.caller import receipt_holder
from resolvers.request import Answer, GraphQLRequest, refusal
from server.body import request_from_body, request_from_query_string
from server.negotiate import Media, answer_language, answer_media, is_json_request
from server.protocol import Callers, Service

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_WANTED = frozenset(
    (b"accept", b"accept-language", b"authorization", b"content-encoding", b"content-length", b"content-type",
     b"traceparent", b"x-request-id")
)
_LISTS = frozenset((b"accept", b"accept-language"))
_TRACEPARENT = re.compile(rb"\A[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\Z")
_REQUEST_ID = re.compile(rb"\A[A-Za-z0-9._-]{1,128}\Z")
_BODY_SECONDS = 30.0
_FIXED_HEADERS = {
    media: [
        (b"content-type", f"{media.value}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"accept, accept-language, authorization"),
        (b"x-content-type-options", b"nosniff"),
    ]
    for media in Media
}


class ClientGoneError(Exception):
    """The client closed the connection before its request was whole; there is nobody to answer."""


class GraphQLEndpoint:
    """Serves `/graphql`. Refuses what is malformed, finds the caller, and runs the operation."""

    def __init__(self, service: Service, callers: Callers, body_limit: int) -> None:
        """`body_limit`: bytes of a body or of a query string."""
        self._service = service
        self._callers = callers
        self._body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, repeated = _headers(scope["headers"])
        request_id = headers.get(b"x-request-id", b"")
        if not _REQUEST_ID.match(request_id):
            request_id = new_request_id()
        language = answer_language(headers.get(b"accept-language"))
        media = answer_media(headers.get(b"accept"))
        try:
            answer = await self._answer(scope, receive, headers, repeated, media, language)
        except ClientGoneError:
            return
        except TonghuError as error:
            answer = refusal([error], language)
        except Exception as error:  # whatever it was, its text stays inside
            log().error("request_failed", **describe(error))
            answer = refusal([TonghuError("INTERNAL")], language)
        if answer.code == "INTERNAL":
            log().error("answered_internal", request_id=request_id.decode())
        await _send(send, answer, media or Media.JSON, request_id, headers.get(b"traceparent"))

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        headers: dict[bytes, bytes],
        repeated: bytes | None,
        media: Media | None,
        language: str,
    ) -> Answer:
        method = scope["method"]
        if method not in ("POST", "GET"):
            raise TonghuError("METHOD_NOT_ALLOWED")
        if media is None:
            raise TonghuError("NOT_ACCEPTABLE")
        if repeated is not None:
            name = repeated.decode("latin-1")
            raise TonghuError("REQUEST_MALFORMED", reason=Words(f"标头 {name} 重复", f"the header {name} is repeated"))
        if method == "POST":
            request = await self._posted(headers, receive)
        else:
            request = self._got(scope["query_string"])
        caller = await self._caller(headers.get(b"authorization"))
        return await self._service.run(request, caller, language)

    async def _posted(self, headers: dict[bytes, bytes], receive: Receive) -> GraphQLRequest:
        if not is_json_request(headers.get(b"content-type")):
            raise TonghuError("MEDIA_TYPE_UNSUPPORTED")
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise TonghuError("MEDIA_TYPE_UNSUPPORTED")
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length[:20]) > self._body_limit:
            raise TonghuError("BODY_TOO_LARGE", limit=self._body_limit)
        return request_from_body(await self._body(receive))

    def _got(self, query_string: bytes) -> GraphQLRequest:
        if len(query_string) > self._body_limit:
            raise TonghuError("BODY_TOO_LARGE", limit=self._body_limit)
        return request_from_query_string(query_string)

    async def _body(self, receive: Receive) -> bytes:
        """The whole body, never more than the limit of it held."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        body: bytes = message.get("body", b"")
        if len(body) > self._body_limit:
            raise TonghuError("BODY_TOO_LARGE", limit=self._body_limit)
        if not message.get("more_body", False):
            return body
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                return await self._rest_of_body(bytearray(body), receive)
        except TimeoutError:
            raise TonghuError("REQUEST_MALFORMED", reason=Words("请求体迟迟未到", "the body did not arrive")) from None

    async def _rest_of_body(self, body: bytearray, receive: Receive) -> bytes:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGoneError
            body += message.get("body", b"")
            if len(body) > self._body_limit:
                raise TonghuError("BODY_TOO_LARGE", limit=self._body_limit)
            more = message.get("more_body", False)
        return bytes(body)

    async def _caller(self, authorization: bytes | None) -> Caller:
        if authorization is None:
            return NOBODY
        scheme, _, token = authorization.partition(b" ")
        token = token.strip()
        if not token or not token.isascii():
            raise TonghuError("TOKEN_INVALID")
        if scheme.lower() == b"bearer":
            return await self._callers.resolve(token.decode("ascii"))
        if scheme.lower() == b"receipt":
            return receipt_holder(token.decode("ascii"))
        raise TonghuError("TOKEN_INVALID")


def _headers(pairs: list[tuple[bytes, bytes]]) -> tuple[dict[bytes, bytes], bytes | None]:
    """The headers that matter, and the name of one that must not be repeated but is."""
    found: dict[bytes, bytes] = {}
    repeated = None
    for name, value in pairs:
        if name not in _WANTED:
            continue
        if name not in found:
            found[name] = value
        elif name in _LISTS:
            found[name] += b"," + value
        else:
            repeated = name
    return found, repeated


async def _send(send: Send, answer: Answer, media: Media, request_id: bytes, traceparent: bytes | None) -> None:
    response = [*_FIXED_HEADERS[media], (b"content-length", str(len(answer.body)).encode())]
    response.append((b"x-request-id", request_id))
    if traceparent is not None and _TRACEPARENT.match(traceparent):
        response.append((b"traceparent", traceparent))
    status = HTTPStatus.OK.value
    if answer.code is not None:
        entry = TABLE[answer.code]
        status = entry.status if media is Media.RESPONSE else entry.json_status
        if answer.retry_after is not None:
            response.append((b"retry-after", str(answer.retry_after).encode()))
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            response.append((b"allow", b"POST" if answer.code == "MUTATION_OVER_GET" else b"GET, POST"))
        elif status == HTTPStatus.UNAUTHORIZED:
            response.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": response})
    await send({"type": "http.response.body", "body": answer.body})
