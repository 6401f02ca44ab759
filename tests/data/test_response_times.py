"""Response times: measured from the records, protected, published once."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from authz.protection import Protection
from core.clock import WORK_ZONE
from db.response_times import POLICE_STEPS
from db.schema_upgrade import in_transaction
from db.seed.load import MONTHS, seed
from db.seed.options import SeedOptions
from db.statistics import publish
from db.tables import TABLES

REAL = Protection(minimum=10, base=5)
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


def test_a_seeded_database_has_six_months_of_police_and_towns(seeded: str) -> None:
    times = TABLES["ResponseTime"]
    rows = in_transaction(seeded, lambda c: list(c.execute(select(times).where(times.c.period < "2027"))))
    assert {r.period for r in rows} == {"2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"}
    always = [r for r in rows if r.step != "DISCOVERED_TO_REPORTED"]
    assert len(always) == MONTHS * (len(POLICE_STEPS) + 30)
    assert all(r.median_minutes is None or r.median_minutes % REAL.base == 0 for r in rows)


def test_the_median_is_that_of_the_reports_received_in_the_month(own: str) -> None:
    """A month far from the others, with twelve reports of which the last was received one minute before its end."""
    end = datetime(2027, 6, 1, tzinfo=WORK_ZONE).astimezone(UTC)

    def put(connection: Connection) -> None:
        report = TABLES["Report"]
        filed = connection.execute(select(report)).first()
        assert filed is not None
        for n in range(13):
            at = end - timedelta(minutes=1) + timedelta(minutes=n // 12)
            key = 9_000_000 + n
            connection.execute(report.insert().values({
                **filed._mapping, "id": key, "public_id": f"rep_{n:032x}", "receipt_hash": f"x{n}",
                "reported_at": at - timedelta(minutes=10 + n), "received_at": at, "dispatched_at": at + timedelta(minutes=n),
            }))  # fmt: skip
        publish(connection, "2027-05", date(2027, 6, 1), REAL)

    in_transaction(own, put)
    found = {r.step: r.median_minutes for r in cells(own, "2027-05") if r.median_minutes is not None}
    assert found == {"REPORTED_TO_RECEIVED": 15, "RECEIVED_TO_DISPATCHED": 5}  # of 10 to 21 minutes: 16, of 0 to 11: 6
