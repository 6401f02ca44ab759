"""The ASGI application: `/graphql` straight to its endpoint, everything else through Starlette's router."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.observe import describe, log
from server.http import GraphQLEndpoint, Receive, Scope, Send
from server.protocol import Callers, Service

GRAPHQL_PATH = "/graphql"
_NO_STORE = {"cache-control": "no-store"}


class App:
    """Serves a service and its callers; whoever made those closes them after the last request."""

    def __init__(
        self, service: Service, callers: Callers, body_limit: int, further: Sequence[Route] = (), worker: int | None = None
    ) -> None:
        """`body_limit`: bytes of a body or of a query string; `further`: routes beside those of the service;
        `worker`: its number where it is one of several."""
        self._service = service
        self._named = {} if worker is None else {"worker": worker}
        self._graphql = GraphQLEndpoint(service, callers, body_limit)
        health = [Route("/health/live", _live), Route("/health/ready", self._ready)]
        self._routes = Starlette(routes=[*health, *further])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL_PATH:
            await self._graphql(scope, receive, send)
        else:
            await self._routes(scope, receive, send)

    async def _ready(self, _request: Request) -> Response:
        try:
            ready = await self._service.ready()
        except Exception as error:  # not ready is the whole answer
            log().warning("not_ready", **describe(error))
            ready = False
        body = orjson.dumps({"status": "ready" if ready else "unavailable", **self._named})
        return Response(body, 200 if ready else 503, _NO_STORE, "application/json")


async def _live(_request: Request) -> Response:
    return Response(b'{"status":"live"}', 200, _NO_STORE, "application/json")
