"""Runs the application on uvicorn until SIGTERM or SIGINT, then finishes the requests in hand."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from socket import AF_INET, AF_INET6, create_server, socket

import uvicorn

from server.app import App

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LINGER_SECONDS = 0.25
_UNSPOKEN_SECONDS = 3.0
"""How long a connection that was taken, and has brought no request yet, is waited for at most."""
_LOOK_SECONDS = 0.02
_BACKLOG = 2048


def listen(host: str, port: int) -> socket:
    """A listening socket for several processes. Raises OSError."""
    return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=_BACKLOG)


def address_of(listener: socket) -> str:
    """`http://host:port` as bound; the port is the real one where 0 was asked for."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """uvicorn without its re-raising of the signal, which would end the process before connections are closed."""

    def __init__(
        self, config: uvicorn.Config, on_started: Callable[[str], None], signals: Sequence[signal.Signals], linger: float
    ) -> None:
        """`linger`: seconds between the last connection taken and the closing of those without a request."""
        super().__init__(config)
        self._on_started, self._signals, self._linger = on_started, signals, linger

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in self._signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in self._signals:
                loop.remove_signal_handler(number)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started(address_of(self.servers[0].sockets[0]))

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        if self._linger:
            # Others take the connections from now on. What was taken just before has its request on the way.
            for server in self.servers:
                server.close()
            await asyncio.sleep(self._linger)
            end = time.monotonic() + _UNSPOKEN_SECONDS
            while self._unspoken() and time.monotonic() < end:  # noqa: ASYNC110 - uvicorn tells of no first request
                await asyncio.sleep(_LOOK_SECONDS)
        await super().shutdown(sockets)

    def _unspoken(self) -> bool:
        """A connection whose first request is not there yet. uvicorn would close it, and the client would not know why."""
        return any(getattr(connection, "cycle", None) is None for connection in self.server_state.connections)


def make_server(
    app: App,
    host: str,
    port: int,
    grace: int,
    on_started: Callable[[str], None],
    shared: bool = False,
    signals: Sequence[signal.Signals] = _SIGNALS,
) -> Server:
    """A server to be awaited with `serve()`. `grace`: seconds that requests in hand may take after one of the signals.

    `shared`: it listens on a socket given to `serve()`, on which others go on when it ends.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="none",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=grace,
        backlog=_BACKLOG,
    )
    return Server(config, on_started, signals, _LINGER_SECONDS if shared else 0.0)
