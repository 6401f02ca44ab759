"""A serving process among several: policies and listening socket come from its parent, which it tells that it lives."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from socket import socket

import uvloop

from authz.build import Policies
from core.ids import new_event_id, new_request_id
from core.observe import describe, log, name_process
from core.settings import Settings
from server.keys import KeySetError
from server.process import settle
from server.serve import Server, make_server
from server.wiring import ConfigurationError, build

ALIVE, READY, FAILED = b".", b"r", b"f"
"""What a worker writes to its parent: a sign of life, that it serves, or last words, which follow in UTF-8."""
_ALIVE_SECONDS = 0.25
_MOST_WORDS = 2_000
"""Bytes: a pipe takes what is short in one piece."""
HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
"""Signals that are the parent's to handle; blocked while a worker is made."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker is given. `number` counts from 1; `process` differs among all workers that live at once."""

    settings: Settings
    policies: Policies
    listener: socket
    number: int
    process: int
    status: int
    """Descriptor to which it writes."""
    lifeline: int
    """Descriptor that ends when the parent does."""
    parents: tuple[int, ...]
    """Descriptors of the parent that a worker must not hold open."""


def work(given: Assignment) -> None:
    """Serves until SIGTERM, or until the parent has gone. To be run in a process just forked, with HANDLED blocked."""
    _become(given)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(given))
    except (KeySetError, ConfigurationError) as error:
        _tell(given.status, FAILED + str(error).encode()[:_MOST_WORDS])
        sys.exit(1)
    except Exception as error:  # its text stays inside
        log().error("worker_failed", **describe(error))
        sys.exit(1)


def _become(given: Assignment) -> None:
    """Leaves behind what belongs to the parent."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # A terminal sends these to all of its processes: it is the parent who says what is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for descriptor in given.parents:
        os.close(descriptor)
    os.set_blocking(given.status, False)
    new_request_id.renew()
    new_event_id.belong_to(given.process)
    name_process(worker=given.number, pid=os.getpid())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)


async def _serve(given: Assignment) -> None:
    s, loop = given.settings, asyncio.get_running_loop()
    signs = asyncio.create_task(_give_signs(given.status))
    parts = await build(s, given=given.policies, worker=given.number)
    settle()

    def orphaned() -> None:
        loop.remove_reader(given.lifeline)
        log().error("parent_gone", effect="the worker ends")
        server.handle_exit(signal.SIGTERM, None)

    try:
        server: Server = make_server(
            parts.app, s.host, s.port, s.shutdown_seconds, lambda _: _tell(given.status, READY), True, (signal.SIGTERM,)
        )
        loop.add_reader(given.lifeline, orphaned)
        await server.serve(sockets=[given.listener])
    finally:
        await parts.close()
        signs.cancel()


async def _give_signs(status: int) -> None:
    while True:
        _tell(status, ALIVE)
        await asyncio.sleep(_ALIVE_SECONDS)


def _tell(status: int, words: bytes) -> None:
    with suppress(BlockingIOError, BrokenPipeError):  # a parent that does not listen, or is gone
        os.write(status, words)
