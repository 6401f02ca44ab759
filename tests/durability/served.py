"""The service as a process of its own, as `tonghu serve` runs it, that can be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.clock import SystemClock
from db.schema_upgrade import upgrade
from server.minting import key_set, mint, new_signing_key
from tests.compiled import compiled
from tests.oracle.loader import Loader
from tests.oracle.world import Values, World

ISSUER, AUDIENCE = "issuer-under-test", "audience-under-test"
KEY = new_signing_key("durability-1")
_START_SECONDS = 60
PROJECT = Path(__file__).parents[2]


class ServedProcess:
    """`tonghu serve` on a free port over the database at `url`; files of its own in `folder`.

    `settings` by name, in lower case, without TONGHU_; `workers` above 1 are children of the process.
    """

    def __init__(self, url: str, folder: Path, workers: int = 1, **settings: str) -> None:
        (folder / "jwks.json").write_bytes(key_set(KEY))
        self.environment = {
            "PATH": os.environ.get("PATH", ""), "TONGHU_DATABASE_URL": url, "TONGHU_JWKS": str(folder / "jwks.json"),
            "TONGHU_SECRET_FILE": str(folder / "secret.key"), "TONGHU_POLICY_CACHE": str(compiled()),
            "TONGHU_TOKEN_ISSUER": ISSUER, "TONGHU_TOKEN_AUDIENCE": AUDIENCE, "TONGHU_LOG_LEVEL": "error",
            "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", "TONGHU_WORKERS": str(workers),
            **{f"TONGHU_{name.upper()}": value for name, value in settings.items()},
        }  # fmt: skip
        self.several = workers > 1
        self.log = folder / "served.log"
        self.url = ""

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from server.cli import main; main()", "serve", "--port", "0"],
                stdout=subprocess.PIPE, stderr=log, env=self.environment, cwd=PROJECT, text=True,
            )  # fmt: skip
        timer = threading.Timer(_START_SECONDS, self.process.kill)
        timer.start()
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        timer.cancel()
        assert line.startswith("http://"), self.log.read_text()[-2_000:]
        self.url = line
        return self

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, port = self.url.removeprefix("http://").removesuffix("/graphql").split(":")
        return host, int(port)

    def kill(self) -> None:
        """Ends the process as a loss of power would, as far as a process can tell."""
        self.process.send_signal(signal.SIGKILL)

    def children(self) -> list[int]:
        """Process ids of the workers that live."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split() if not is_dead(int(pid))]

    def lines(self, event: str) -> list[dict[str, Any]]:
        """The log's lines of an event so far, oldest first."""
        whole = [line for line in self.log.read_text().splitlines(keepends=True) if line.startswith("{") and line.endswith("\n")]
        return [line for line in map(json.loads, whole) if line["event"] == event]

    def wait_for(self, event: str, count: int = 1, **having: Any) -> list[dict[str, Any]]:
        """As `lines`, of those that have these values, once there are so many."""
        end = time.monotonic() + _START_SECONDS
        while True:
            found = [line for line in self.lines(event) if having.items() <= line.items()]
            if len(found) >= count:
                return found
            assert time.monotonic() < end, f"no {event}: {self.log.read_text()[-2_000:]}"
            time.sleep(0.02)

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        if self.several:
            self.process.terminate()  # it sees to its workers
        else:
            self.process.kill()
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()


def is_dead(pid: int) -> bool:
    """Whether it has ended, though somebody may still have to take notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def token_of(person: Values, organisation: Values) -> str:
    """A token for a person of a world."""
    return mint(
        KEY, SystemClock(), person=str(person["public_id"]), organisation=str(organisation["public_id"]),
        role=str(person["role"]), issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(hours=1),
    )  # fmt: skip


async def load(url: str, world: World) -> None:
    """Makes the tables and writes the world."""
    upgrade(url)
    loader = Loader(url)
    await loader.load(world)
    await loader.close()
