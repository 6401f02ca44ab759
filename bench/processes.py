"""Servers and loads as processes of their own, so that nothing but the served worker runs in its process."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Served:
    """A serving process."""

    port: int
    process: subprocess.Popen[str]

    def resident_megabytes(self) -> float:
        """Memory of the process at this moment."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextlib.contextmanager
def serving(kind: str, url: str, jwks: Path) -> Iterator[Served]:
    """`kind` is `service` or `floor`; ready when it prints its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.serve", kind, url, "0", str(jwks)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line:
            raise RuntimeError(f"the {kind} did not start")
        yield Served(int(line.rsplit(":", 1)[1]), process)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


@dataclass(frozen=True, slots=True)
class Measured:
    """A load's outcome; times in milliseconds."""

    rps: float
    p50: float
    p99: float
    first: str


def load(port: int, path: str, file: Path, connections: int, seconds: float) -> Measured:
    """Runs a load from a process of its own."""
    out = file.with_suffix(".out")
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", str(port), path, str(file), str(connections), str(seconds), str(out)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-1500:])
    return Measured(**json.loads(out.read_text()))
