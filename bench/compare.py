"""The service beside its floors: the same operations, in turn, on the same machine at the same time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.callers import key_set, loads
from bench.processes import Measured, load, serving

CONNECTIONS = 4
"""Requests in hand at any time."""


@dataclass(frozen=True, slots=True)
class Result:
    """One object of bench/results/latest.json."""

    database: str
    operation: str
    server_rps: float
    floor_rps: float
    logged_floor_rps: float
    p50_ms: float
    p99_ms: float
    children: int
    ratio: float
    """Service over logged floor: the median of the ratios round by round."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def _same(service: str, floor: str, what: str) -> None:
    if json.loads(service) != json.loads(floor):
        raise SystemExit(f"{what}: the service and the floor answer differently\n{service[:600]}\n{floor[:600]}")


def compare(url: str, database: str, seconds: float, rounds: int) -> list[Result]:
    """Measures every operation over one database, service and floors in turn, `rounds` times `seconds` each."""
    with TemporaryDirectory() as folder:
        made, children = loads(url)
        jwks = key_set()
        out = []
        with serving("service", url, jwks) as service, serving("floor", url, jwks) as floors:
            for one in made:
                name = one.operation.name
                ours, theirs = one.write(Path(folder))
                runs: dict[str, list[Measured]] = {"service": [], "bare": [], "logged": []}
                for at in range(rounds + 1):
                    span = seconds if at else min(seconds, 1.0)
                    got = {
                        "service": load(service.port, "/graphql", ours, CONNECTIONS, span),
                        "bare": load(floors.port, f"/bare/{name}", theirs, CONNECTIONS, span),
                        "logged": load(floors.port, f"/logged/{name}", theirs, CONNECTIONS, span),
                    }
                    for kind in ("bare", "logged"):
                        _same(got["service"].first, got[kind].first, f"{database} ({name})")
                    if at:  # the first round warms caches and plans
                        for kind, measured in got.items():
                            runs[kind].append(measured)
                ratios = [s.rps / f.rps for s, f in zip(runs["service"], runs["logged"], strict=True)]
                out.append(
                    Result(
                        database, name, median(r.rps for r in runs["service"]), median(r.rps for r in runs["bare"]),
                        median(r.rps for r in runs["logged"]), median(r.p50 for r in runs["service"]),
                        median(r.p99 for r in runs["service"]), children, median(ratios),
                    )
                )  # fmt: skip
                print(f"  {database} ({name}) {out[-1].ratio:.2f}", flush=True)
        return out
