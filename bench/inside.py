"""What the process itself costs: views built cold and warm, memory at rest, warm Python from bytes to statement."""

from __future__ import annotations

import cProfile
import io
import json
import pstats
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from authz.build import load_policies
from authz.caller import Caller, Role
from bench.callers import key_set
from bench.operations import OPERATIONS
from bench.processes import ROOT, serving
from core.clock import SystemClock, work_date
from core.settings import Settings
from db.sqlite import SqliteDatabase
from resolvers.attributes import attributes_of, operation_hash
from resolvers.pipeline import Pipeline
from server.body import parse_json
from server.wiring import limits

POLICIES = ROOT / "policies"
RUNS = 2_000


@dataclass(frozen=True, slots=True)
class Inside:
    """Seconds, megabytes, microseconds, and the profile's text."""

    cold_s: float
    warm_s: float
    resident_mb: float
    python_us: float
    profile: str


_VIEWS = """
import sys, time
from datetime import date
from pathlib import Path
from authz.build import load_policies
from authz.surface import view_schema
began = time.perf_counter()
policies = load_policies(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3]))
for subject in policies.declared.concrete:
    for role in (None,) if subject == "public" else ("reader", "officer"):
        view_schema(policies.view(subject, role))
print(time.perf_counter() - began)
"""


def _views(cache: str) -> float:
    """Seconds to load the policies and build every view, in a process of its own."""
    today = work_date(datetime.now(UTC)).isoformat()
    done = subprocess.run(
        [sys.executable, "-c", _VIEWS, str(POLICIES), today, cache], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return float(done.stdout)


def _python(url: str) -> tuple[float, str]:
    """Microseconds of warm Python from a request's bytes to the bound statement of operation (i), and its profile."""
    pipeline = Pipeline(
        SqliteDatabase(url, 1, 1000), load_policies(POLICIES, work_date(datetime.now(UTC))), SystemClock(), limits(Settings()), b"x"
    )
    one = next(o for o in OPERATIONS if o.name == "i")
    variables = {**one.variables, "id": "chd_" + "0" * 32}
    body = json.dumps({"query": one.document, "variables": variables}).encode()
    caller = Caller("town", Role.OFFICER, person_id=1, organisation_id=1, district_id=500112, town_id=500112131)

    def once() -> list[Any]:
        request = parse_json(body, "body")
        view = pipeline.policies.view(caller.subject, "officer", None)
        prepared = pipeline.prepared(view, request["query"])
        operation = prepared.operation(None)
        planned = pipeline.planned(prepared, operation, request["variables"])
        attributes = attributes_of(caller, view, pipeline.clock, "read", b"x")
        attributes["operation_hash"] = operation_hash(request["query"], None)
        attributes["descriptor_hash"] = planned.statement.descriptor_hash
        return planned.statement.values(attributes, planned.slots)

    once()
    began = time.perf_counter()
    for _ in range(RUNS):
        once()
    taken = (time.perf_counter() - began) / RUNS * 1e6
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(RUNS):
        once()
    profiler.disable()
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("tottime").print_stats(12)
    return taken, "\n".join(line for line in text.getvalue().splitlines() if line.strip())


def inside(url: str) -> Inside:
    """Measures all of it; `url` is a SQLite database with data."""
    with TemporaryDirectory() as cache:
        cold = _views(cache)
        warm = min(_views(cache) for _ in range(3))
    with serving("service", url, key_set()) as service:
        time.sleep(2)
        resident = service.resident_megabytes()
    taken, profile = _python(url)
    return Inside(cold, warm, resident, taken, profile.replace(str(Path(sys.prefix)), "…").replace(str(ROOT), "."))

