"""Seats of workers, as their parent sees them: who sits there, who is to follow, and when the next may start."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess

from authz.build import Policies
from core.observe import log
from server.worker import ALIVE, FAILED, READY, Assignment, work

FORK = multiprocessing.get_context("fork")
_STEADY_SECONDS = 10.0
"""A worker that has served for so long is replaced at once; sooner, after a pause that doubles each time."""
_PAUSES = (0.5, 30.0)
_KILLED_AFTER = 10.0
"""Seconds beyond the grace of requests in hand, for connections that have not spoken yet (`server.serve`) and logs to be closed."""


@dataclass(frozen=True, eq=False, slots=True)
class Generation:
    """The policies of workers that started between two reloads."""

    policies: Policies

    @property
    def version(self) -> str:
        """The policy version, shortened for log lines."""
        return self.policies.version[:12]


@dataclass(eq=False)
class Worker:
    """A worker that was started; times are of the monotonic clock."""

    process: ForkProcess
    status: int
    generation: Generation
    started_at: float
    heard_at: float
    ready: bool = False
    words: bytes = b""
    """Its last words, where it could not start."""
    retired: bool = False
    """Whether it was told to end."""
    killed_at: float | None = None
    """When it is killed if it has not ended by then."""
    code: int | None = None
    """Its exit code once it is gone, negative for a signal."""

    @classmethod
    def started(cls, make: Callable[[int], Assignment], generation: Generation) -> Worker:
        """Forks a worker. `make` gets the descriptor that it writes to."""
        theirs, ours = os.pipe()
        os.set_blocking(theirs, False)
        process = FORK.Process(target=work, args=(make(ours),), daemon=True)
        process.start()
        os.close(ours)
        now = time.monotonic()
        return cls(process, theirs, generation, now, now)

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self.process.pid is not None  # noqa: S101 - it was started
        return self.process.pid

    def listen(self, now: float) -> None:
        """Takes in what it has written."""
        try:
            heard = os.read(self.status, 65_536)
        except BlockingIOError:
            return
        before, failed, words = heard.partition(FAILED)
        if self.words or failed:
            self.words += words if failed else heard
            return
        self.ready = self.ready or READY in before
        if ALIVE in before or READY in before:
            self.heard_at = now

    def retire(self, now: float, grace: float) -> None:
        """Tells it to end, once."""
        if not self.retired:
            self.retired, self.killed_at = True, now + grace + _KILLED_AFTER
            self.signal(signal.SIGTERM)

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal, unless it has ended."""
        if self.process.exitcode is None:
            os.kill(self.pid, number)

    def gone(self, now: float) -> bool:
        """Whether it has ended; one that should have is killed. To be asked no more once it is so."""
        self.code = self.process.exitcode
        if self.code is None:
            if self.killed_at is not None and now > self.killed_at:
                self.process.kill()
            return False
        self.listen(now)
        os.close(self.status)
        self.process.close()
        return True


@dataclass
class Seat:
    """The place of one worker. `next` is on its way to take the place of `now`; `leaving` finish their requests."""

    number: int
    silence: float
    now: Worker | None = None
    next: Worker | None = None
    leaving: list[Worker] = field(default_factory=list)
    failures: int = 0
    free_at: float = 0.0
    """When the next worker may start."""

    def workers(self) -> Iterator[Worker]:
        """All that live or have not been taken leave of."""
        yield from (w for w in (self.now, self.next, *self.leaving) if w is not None)

    def look(self, now: float) -> Worker | None:
        """Hears the workers and takes leave of those that have ended; returns one that ended unasked."""
        lost = None
        for worker in tuple(self.workers()):
            worker.listen(now)
            silent = now - worker.heard_at
            if worker.killed_at is None and silent > self.silence:
                log().error("worker_silent", of=self.number, of_pid=worker.pid, seconds=round(silent, 1))
                worker.killed_at = now
            pid = worker.pid
            if not worker.gone(now):
                continue
            self.leaving = [w for w in self.leaving if w is not worker]
            self.now, self.next = (None if w is worker else w for w in (self.now, self.next))
            if not worker.retired:
                self._put_off(worker, now)
                lost = worker
                again = round(max(0.0, self.free_at - now), 1)
                log().error("worker_died", of=self.number, of_pid=pid, exit_code=worker.code, again_in_seconds=again)
        return lost

    def _put_off(self, lost: Worker, now: float) -> None:
        if lost.ready and now - lost.started_at >= _STEADY_SECONDS:
            self.failures, self.free_at = 0, now
            return
        first, most = _PAUSES
        self.free_at = now + min(first * 2**self.failures, most)
        self.failures = min(self.failures + 1, 16)

    def change(self, now: float, grace: float) -> Worker | None:
        """Lets the next take the place, if it is ready; returns it then."""
        if self.next is None or not self.next.ready:
            return None
        if self.now is not None:
            self.now.retire(now, grace)
            self.leaving.append(self.now)
        self.now, self.next = self.next, None
        return self.now
