"""The service as a process of its own, as `tonghu serve` runs it, that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from core.clock import SystemClock
from server.minting import key_set, mint, new_signing_key
from tests.oracle.world import Values

ISSUER, AUDIENCE = "issuer-under-test", "audience-under-test"
KEY = new_signing_key("durability-1")
_START_SECONDS = 60
PROJECT = Path(__file__).parents[2]


class ServedProcess:
    """`tonghu serve` on a free port over the database at `url`; files of its own in `folder`."""

    def __init__(self, url: str, folder: Path) -> None:
        (folder / "jwks.json").write_bytes(key_set(KEY))
        self.environment = {
            "PATH": os.environ.get("PATH", ""), "TONGHU_DATABASE_URL": url, "TONGHU_JWKS": str(folder / "jwks.json"),
            "TONGHU_SECRET_FILE": str(folder / "secret.key"), "TONGHU_POLICY_CACHE": str(folder / "policies"),
            "TONGHU_TOKEN_ISSUER": ISSUER, "TONGHU_TOKEN_AUDIENCE": AUDIENCE, "TONGHU_LOG_LEVEL": "error",
            "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
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

    def kill(self) -> None:
        """Ends the process as a loss of power would, as far as a process can tell."""
        self.process.send_signal(signal.SIGKILL)

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()


def token_of(person: Values, organisation: Values) -> str:
    """A token for a person of a world."""
    return mint(
        KEY, SystemClock(), person=str(person["public_id"]), organisation=str(organisation["public_id"]),
        role=str(person["role"]), issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(hours=1),
    )  # fmt: skip
