"""How the service does as the data grows: the caller's visible set held, the whole a hundred times as large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.callers import key_set, loads
from bench.data import FOCUS_TOWN, postgresql, postgresql_url, sqlite_url
from bench.processes import load, serving

SCALED = ("i", "ii", "iv")
SIZES = (10_000, 1_000_000)
BAR = 1.5
"""p50 at the larger size over p50 at the smaller, at most."""


@dataclass(frozen=True, slots=True)
class Grown:
    """p50 (ms) of one operation at each size."""

    database: str
    operation: str
    small_ms: float
    large_ms: float

    @property
    def ratio(self) -> float:
        return self.large_ms / self.small_ms


def _medians(small: str, large: str, seconds: float, rounds: int) -> dict[str, tuple[float, float]]:
    """p50 of each operation over both databases, measured in turn with one request in hand."""
    town = int(FOCUS_TOWN)
    out = {}
    with TemporaryDirectory() as folder:
        here, there = loads(small, town)[0], loads(large, town)[0]
        jwks = key_set()
        with serving("service", small, jwks) as near, serving("service", large, jwks) as far:
            for one, two in zip(here, there, strict=True):
                if one.operation.name not in SCALED:
                    continue
                files = [x.write(_folder(folder, n))[0] for x, n in ((one, "small"), (two, "large"))]
                runs: tuple[list[float], list[float]] = ([], [])
                for at in range(rounds + 1):
                    for n, (server, file) in enumerate(((near, files[0]), (far, files[1]))):
                        measured = load(server.port, "/graphql", file, 1, seconds if at else 1.0)
                        if at:
                            runs[n].append(measured.p50)
                out[one.operation.name] = (median(runs[0]), median(runs[1]))
    return out


def _folder(base: str, name: str) -> Path:
    made = Path(base) / name
    made.mkdir(exist_ok=True)
    return made


def grow(databases: tuple[str, ...], seconds: float, rounds: int, sizes: tuple[int, int] = SIZES) -> list[Grown]:
    """Measures both sizes of each database; the town in question has the same children in both."""
    out = []
    small, large = sizes
    if "sqlite" in databases:
        found = _medians(sqlite_url(small, True), sqlite_url(large, True), seconds, rounds)
        out += [Grown("sqlite", n, *p) for n, p in found.items()]
    if "postgresql" in databases:
        with postgresql() as server:
            urls = [postgresql_url(server, n, True) for n in sizes]
            found = _medians(urls[0], urls[1], seconds, rounds)
            out += [Grown("postgresql", n, *p) for n, p in found.items()]
    return out

