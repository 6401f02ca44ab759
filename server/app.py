"""The ASGI application: `/graphql` straight to its endpoint, everything else through Starlette's router."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Parts:
    """What an application is made of; `close` ends the callers' polling, then the service's connections."""

    service: Service
    callers: Callers
    close: Callable[[], Awaitable[None]]


class App:
    """Built at start-up by `build`, so that connections belong to the serving loop; closed after the last request."""

    def __init__(self, build: Callable[[], Awaitable[Parts]], body_limit: int) -> None:
        self._build = build
        self._body_limit = body_limit
        self._parts: Parts | None = None
        self._graphql: GraphQLEndpoint | None = None
        routes = [Route("/health/live", _live), Route("/health/ready", self._ready)]
        self._routes = Starlette(routes=routes, lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL_PATH and self._graphql is not None:
            await self._graphql(scope, receive, send)
        else:
            await self._routes(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        parts = await self._build()
        self._parts = parts
        self._graphql = GraphQLEndpoint(parts.service, parts.callers, self._body_limit)
        log().info("started")
        try:
            yield
        finally:
            await parts.close()
            log().info("stopped")

    async def _ready(self, _request: Request) -> Response:
        ready = False
        if self._parts is not None:
            try:
                ready = await self._parts.service.ready()
            except Exception as error:  # not ready is the whole answer
                log().warning("not_ready", **describe(error))
        body = orjson.dumps({"status": "ready" if ready else "unavailable"})
        return Response(body, 200 if ready else 503, _NO_STORE, "application/json")


async def _live(_request: Request) -> Response:
    return Response(b'{"status":"live"}', 200, _NO_STORE, "application/json")
