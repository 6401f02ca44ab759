"""Response times: measured from the records, protected, published once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.clock import WORK_ZONE
from db.response_times import POLICE_STEPS, protect_times, publish_times
from db.schema_upgrade import in_transaction
from db.seed.load import MONTHS_OF_TIMES, seed
from db.seed.options import SeedOptions
from db.statistics import BASE, SMALL
from db.tables import TABLES

SEED = SeedOptions(children=2_000, attendance_days=1, attendance_share=0)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("times") / "tonghu.db"
    url = f"sqlite:///{path}"
    seed(url, SEED)
    return url


@pytest.fixture
def own(seeded: str, tmp_path: Path) -> str:
    """A copy for one test."""
    copy = tmp_path / "own.db"
    shutil.copy(seeded.removeprefix("sqlite:///"), copy)
    return f"sqlite:///{copy}"


def cells(url: str, period: str) -> list[Any]:
    times = TABLES["ResponseTime"]
    return in_transaction(url, lambda c: list(c.execute(select(times).where(times.c.period == period))))


def test_few_cases_are_not_published_and_counts_are_rounded() -> None:
    assert protect_times([5] * (SMALL - 1)) == (None, None)
    assert protect_times([1, 2, 3, 4, 100, 1, 2, 3, 4, 100, 7, 7]) == (10, 4)


def test_a_seeded_database_has_six_months_of_police_and_towns(seeded: str) -> None:
    times = TABLES["ResponseTime"]
    rows = in_transaction(seeded, lambda c: list(c.execute(select(times))))
    assert {r.period for r in rows} == {"2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"}
    always = [r for r in rows if r.step != "DISCOVERED_TO_REPORTED"]
    assert len(always) == MONTHS_OF_TIMES * (len(POLICE_STEPS) + 30)
    for r in rows:
        assert (r.count is None) == (r.median_minutes is None)
        assert r.count is None or (r.count >= SMALL and r.count % BASE == 0)


def test_the_median_is_that_of_the_months_incidents(own: str) -> None:
    """A month far from the others, with twelve incidents of which the last began one minute before its end."""
    end = datetime(2027, 6, 1, tzinfo=WORK_ZONE).astimezone(UTC)

    def put(connection: Connection) -> None:
        incident, report = TABLES["Incident"], TABLES["Report"]
        given = connection.execute(select(incident).where(incident.c.report_id.is_not(None))).first()
        assert given is not None
        filed = connection.execute(select(report).where(report.c.id == given.report_id)).one()
        for n in range(13):
            at = end - timedelta(minutes=1) + timedelta(minutes=n // 12)
            key = 9_000_000 + n
            connection.execute(report.insert().values({
                **filed._mapping, "id": key, "public_id": f"rep_{n:032x}", "receipt_hash": f"x{n}",
                "reported_at": at - timedelta(minutes=10 + n),
            }))  # fmt: skip
            connection.execute(incident.insert().values({
                **given._mapping, "id": key, "public_id": f"inc_{n:032x}", "report_id": key, "opened_at": at,
            }))  # fmt: skip
        publish_times(connection, "2027-05")

    in_transaction(own, put)
    [cell] = [r for r in cells(own, "2027-05") if r.step == "REPORTED_TO_RECEIVED"]
    assert (cell.count, cell.median_minutes) == (10, 16)


def test_a_period_is_published_once(seeded: str) -> None:
    with pytest.raises(ValueError, match="have been published"):
        in_transaction(seeded, lambda c: publish_times(c, "2026-02"))
    with pytest.raises(ValueError):
        in_transaction(seeded, lambda c: publish_times(c, "2026-13"))
