"""The parent of the workers: opens the socket, reads the policies, starts, watches, replaces and ends workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from secrets import randbits
from socket import socket

from authz.build import Policies
from authz.problems import PolicyError
from core.observe import describe, log, name_process
from core.settings import Settings
from server.process import settle
from server.seats import Generation, Seat, Worker
from server.serve import address_of
from server.wiring import ConfigurationError
from server.worker import HANDLED, Assignment

_LOOK_SECONDS = 0.5


class Supervisor:
    """Serves with `settings.workers` processes. It runs in a process of one thread that has opened no database."""

    def __init__(self, s: Settings, listener: socket, load: Callable[[], Policies], on_started: Callable[[str], None]) -> None:
        """`load` reads and checks the policies on disk; `on_started` gets the address once every worker serves.

        Raises PolicyError.
        """
        self._settings, self._listener, self._load, self._on_started = s, listener, load, on_started
        self._serving = Generation(load())
        self._coming: Generation | None = None
        """A generation of which no worker serves yet."""
        self._started = self._stopping = False
        self._asked_to_reload = self._reloading = False
        self._seats = [Seat(n, s.worker_silence_seconds) for n in range(1, s.workers + 1)]
        self._signals: list[int] = []
        self._processes = randbits(12)
        self._failure: str | None = None

    def run(self) -> None:
        """Serves until SIGTERM or SIGINT, when the workers have finished the requests in hand.

        Raises ConfigurationError where the workers cannot start.
        """
        name_process(worker=0, pid=os.getpid())
        settle()
        with self._handling():
            while not self._stopping or any(list(seat.workers()) for seat in self._seats):
                self._look(time.monotonic())
                self._wait()
        log().info("workers_ended")
        if self._failure is not None:
            raise ConfigurationError(self._failure)

    # -- signals ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _handling(self) -> Iterator[None]:
        self._lifeline, self._held = os.pipe()
        self._wakeup, self._waking = os.pipe()
        os.set_blocking(self._wakeup, False)
        os.set_blocking(self._waking, False)
        signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)
        before = {number: signal.signal(number, lambda n, _: self._signals.append(n)) for number in HANDLED}
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            for descriptor in (self._lifeline, self._held, self._wakeup, self._waking):
                os.close(descriptor)

    def _wait(self) -> None:
        """Until a signal, a word or the end of a worker, half a second at most."""
        workers = [w for seat in self._seats for w in seat.workers()]
        heard = [w.status for w in workers if not w.ready or w.words]
        wait([self._wakeup, *heard, *(w.process.sentinel for w in workers)], _LOOK_SECONDS)
        with suppress(BlockingIOError):
            os.read(self._wakeup, 4_096)
        while self._signals:
            self._handle(self._signals.pop(0))

    def _handle(self, number: int) -> None:
        if number == signal.SIGHUP:
            self._asked_to_reload = True
        elif number in (signal.SIGTERM, signal.SIGINT):
            if self._stopping and number == signal.SIGINT:
                log().warning("workers_killed", effect="requests in hand are cut off")
                for seat in self._seats:
                    for worker in seat.workers():
                        worker.signal(signal.SIGKILL)
            self._stop()

    def _stop(self) -> None:
        self._stopping = True
        now = time.monotonic()
        for seat in self._seats:
            for worker in seat.workers():
                worker.retire(now, self._settings.shutdown_seconds)

    # -- workers ----------------------------------------------------------------------------------------------------

    def _look(self, now: float) -> None:
        for seat in self._seats:
            lost = seat.look(now)
            if lost is not None and not self._stopping:
                self._lost(lost)
        if self._stopping:
            return
        for seat in self._seats:
            changed = seat.change(now, self._settings.shutdown_seconds)
            if changed is not None and changed.generation is self._coming:
                self._serving, self._coming = self._coming, None
            if seat.now is None and seat.next is None and now >= seat.free_at:
                seat.now = self._start(seat, self._serving)
        self._roll(now)
        if not self._started and all(s.now is not None and s.now.ready for s in self._seats):
            self._started = True
            log().info("workers_started", workers=len(self._seats), policies=self._serving.version)
            self._on_started(address_of(self._listener))
        if self._started and self._asked_to_reload:
            self._asked_to_reload = False
            self._reload()

    def _lost(self, worker: Worker) -> None:
        words = worker.words.decode(errors="replace")
        if words:
            log().error("worker_not_started", reason=words)
        if not self._started and not worker.ready:
            self._failure = words or "a worker did not start; its log line says why"
            self._stop()
        elif worker.generation is self._coming:
            self._coming = None
            self._reloading = any(s.now is not None and s.now.generation is not self._serving for s in self._seats)
            log().error("policies_not_reloaded", policies=self._serving.version, reason=words or "the worker did not start")

    def _start(self, seat: Seat, generation: Generation) -> Worker:
        self._processes += 1
        parents = (self._held, self._wakeup, self._waking)

        def given(status: int) -> Assignment:
            return Assignment(
                self._settings, generation.policies, self._listener, seat.number, self._processes, status, self._lifeline,
                parents,
            )  # fmt: skip

        signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
        try:
            made = Worker.started(given, generation)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
        log().info("worker_started", of=seat.number, of_pid=made.pid, policies=generation.version)
        return made

    # -- reloading --------------------------------------------------------------------------------------------------

    def _reload(self) -> None:
        """Reads the policies on disk; where they are sound, all workers are replaced, one after the other."""
        try:
            read = self._load()
        except PolicyError as error:
            problems = [str(p) for p in error.problems]
            log().error("policies_refused", policies=self._serving.version, problems=problems)
            return
        except Exception as error:  # whatever it was: the old policies are served on
            log().error("policies_refused", policies=self._serving.version, **describe(error))
            return
        self._drop_coming()
        self._coming, self._reloading = Generation(read), True
        log().info("policies_reload_begun", policies=self._coming.version, before=self._serving.version)

    def _drop_coming(self) -> None:
        """A reload whose first worker has not come up yet gives way to the next reload."""
        for seat in self._seats:
            if seat.next is not None and seat.next.generation is self._coming:
                seat.next.retire(time.monotonic(), 0)
                seat.leaving.append(seat.next)
                seat.next = None

    def _roll(self, now: float) -> None:
        """Starts the next worker of the wanted generation, one at a time; says when no other is left."""
        wanted = self._coming or self._serving
        if any(seat.next is not None or seat.leaving for seat in self._seats):
            return
        for seat in self._seats:
            if seat.now is not None and seat.now.generation is not wanted:
                if now >= seat.free_at:
                    seat.next = self._start(seat, wanted)
                return
        if self._reloading and all(s.now is not None and s.now.ready for s in self._seats):
            self._reloading = False
            log().info("policies_reloaded", policies=self._serving.version)
