"""A server that shares its socket and ends: no connection that it has taken is closed before its request is answered."""

from __future__ import annotations

import asyncio
import time
from typing import Any, cast

from server.app import App
from server.serve import Server, listen, make_server

REQUEST = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"


async def _hello(scope: Any, _receive: Any, send: Any) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def _ending(connections: int) -> tuple[Server, asyncio.Task[None], list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]:
    """A server that has been told to end, and connections that it took before and that have said nothing."""
    up = asyncio.Event()
    listener = listen("127.0.0.1", 0)
    server = make_server(cast(App, _hello), "127.0.0.1", 0, 5, lambda _: up.set(), shared=True)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await up.wait()
    opened = [await asyncio.open_connection(*listener.getsockname()) for _ in range(connections)]
    while len(server.server_state.connections) < connections:  # noqa: ASYNC110 - uvicorn tells of none
        await asyncio.sleep(0.01)
    server.should_exit = True
    return server, serving, opened


async def test_a_connection_taken_before_the_end_is_answered_however_late_its_request() -> None:
    _, serving, opened = await _ending(5)
    await asyncio.sleep(1)
    for reader, writer in opened:
        writer.write(REQUEST)
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
        writer.close()
    await asyncio.wait_for(serving, 5)


async def test_one_that_never_speaks_holds_nothing_up_for_long() -> None:
    _, serving, opened = await _ending(1)
    began = time.monotonic()
    await asyncio.wait_for(serving, 30)
    assert time.monotonic() - began > 1
    assert await opened[0][0].read() == b""
    opened[0][1].close()
