"""A server on a free loopback port, for tests that speak real HTTP, and a client for GraphQL."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import httpx
import uvloop

from server.app import App
from server.serve import Server, make_server

Close = Callable[[], Awaitable[None]]
Make = Callable[[], Awaitable[tuple[App, Close]]]

RESPONSE = "application/graphql-response+json"
JSON = "application/json"


class RunningServer:
    """uvicorn in a thread with a loop of its own. `make` builds the application in that loop, and says how to close."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()
        self._server: Server | None = None
        self._failure: BaseException | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.url = ""

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                self.loop = runner.get_loop()
                runner.run(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        app, close = await self._make()
        try:
            self._server = make_server(app, "127.0.0.1", 0, 10, self._on_started)
            await self._server.serve()
        finally:
            await close()

    def _on_started(self, address: str) -> None:
        self.url = address
        self._started.set()

    def call(self, work: Awaitable[Any]) -> Any:
        """The result of `work`, run in the server's loop."""
        assert self.loop is not None

        async def awaited() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self.loop).result(30)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(180)
        if self._failure is not None:
            raise self._failure
        return self

    def stop(self) -> None:
        """Asks the server to end as SIGTERM does, and waits until it has."""
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive()
        if self._failure is not None:
            raise self._failure

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self.stop()


class GraphQLClient:
    """Speaks GraphQL over HTTP to a server. `token` is sent where there is one."""

    def __init__(self, url: str, token: str | None = None, language: str = "en") -> None:
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self.http.headers["accept"] = RESPONSE
        self.http.headers["accept-language"] = language
        if token is not None:
            self.http.headers["authorization"] = f"Bearer {token}"

    def post(self, body: Any = None, *, content: bytes | None = None, **headers: str) -> httpx.Response:
        """POSTs `body` as JSON, or `content` as it is; header names with `_` for `-`, an empty one is left out."""
        sent = {"content-type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}
        request = self.http.build_request(
            "POST", "/graphql", **({"content": content} if content is not None else {"json": body}), headers=sent
        )
        for name, value in sent.items():
            if not value:
                del request.headers[name]
        return self.http.send(request)

    def get(self, params: dict[str, str], **headers: str) -> httpx.Response:
        """GETs with the parameters in the query string."""
        return self.http.get(
            "/graphql", params=params, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    def run(self, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to an operation, whatever its status."""
        answer: dict[str, Any] = self.post({"query": document, "variables": variables}).json()
        return answer

    def data(self, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The data of an operation that must not be refused."""
        answer = self.run(document, variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def close(self) -> None:
        """Ends the connections."""
        self.http.close()


def codes(answer: dict[str, Any]) -> list[str]:
    """The codes of an answer's errors, in order."""
    return [error["extensions"]["code"] for error in answer.get("errors", [])]
