"""Fixtures of the tests that hold the service against the oracle: both databases, both readings of the policies."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from authz.build import Policies
from tests.oracle.policy import Policy
from tests.oracle.service import POLICIES, Stage, policies_of

Report = Callable[[str], None]


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The policy files as the oracle reads them."""
    return Policy.read(POLICIES)


@pytest.fixture(scope="session")
def policies() -> Policies:
    """The policy files as the service reads them."""
    return policies_of()


@pytest.fixture
async def stages(tmp_path: Path, postgres_url: str, policies: Policies) -> AsyncIterator[tuple[Stage, ...]]:
    """A service over each of the two databases, empty."""
    made = Stage(f"sqlite:///{tmp_path / 'world.db'}", policies), Stage(postgres_url, policies)
    yield made
    for stage in made:
        await stage.close()


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Prints a line of counts at the end of the run."""
    return lambda line: record_property("counts", line)


PARTS = 4
"""The big random tests run in so many parts, so that two cores share them."""
APART = 100_000_000
"""Between the first seeds of two parts."""


def how_many(config: pytest.Config, sample: int, soak: int) -> int:
    """How many cases a test runs: its sample; its long form under `-m soak`; TONGHU_CASES times the sample's hundredth."""
    if "soak" in str(config.getoption("-m")):
        return soak
    return max(1, sample * int(os.environ.get("TONGHU_CASES", "100")) // 100)


def first_seed() -> int:
    """Where random cases start: TONGHU_SEED, so that a long run need not repeat the one before it."""
    return int(os.environ.get("TONGHU_SEED", "0"))


def summary(reporter: pytest.TerminalReporter) -> None:
    """Writes what tests reported, once, whichever of the folders has brought the hook."""
    if getattr(reporter, "oracle_counts_written", False):
        return
    reporter.oracle_counts_written = True  # type: ignore[attr-defined]
    for category in ("passed", "failed"):
        for done in reporter.stats.get(category, []):
            for name, line in getattr(done, "user_properties", ()):
                if name == "counts" and done.when == "call":
                    reporter.write_line(f"{done.nodeid.split('::')[-1]}: {line}")
