"""`seed`: a database with demo data, from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from authz.duties import duties_on
from authz.protection import Protection, read_protection
from core.settings import settings
from db.duties import refresh_duties
from db.schema_upgrade import in_transaction, run, upgrade
from db.seed.generate import generate
from db.seed.options import Batches, Progress, SeedOptions
from db.seed.rows import public_id
from db.seed.targets import NotEmptyError, load_postgres, load_sqlite
from db.statistics import publish
from schema.entities import CATALOG
from schema.published import PUBLISHED

BIG = 20_000
"""From more children on, indexes and foreign keys are made after the rows."""
MONTHS, YEARS = 6, 2
"""Whole months and years before the present ones for which statistics are published."""
_PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class SeedSummary:
    """Rows by table, the options they came from, and the last month that was published (`YYYY-MM`)."""

    options: SeedOptions
    rows: Mapping[str, int]
    period: str


def seed(url: str, options: SeedOptions, progress: Progress | None = None) -> SeedSummary:
    """Upgrades the database at `url` to the newest schema and fills it.

    `progress` is told after each batch. NotEmptyError where the database has children already. The rows are loaded
    in one transaction; the published figures follow in further ones.
    """
    upgrade(url, today=options.today)
    counted: Counter[str] = Counter()
    batches = _watched(generate(options), counted, options, progress)
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        load_sqlite(parts, batches, options.children > BIG)
    else:
        run(load_postgres(parts, batches, options.children > BIG))
    protection = read_protection(_PROJECT / settings().policies, options.today)
    counted.update(in_transaction(url, lambda connection: _publish(connection, options, protection)))
    counted["duty"] = in_transaction(url, lambda connection: refresh_duties(connection, duties_on(options.today), options.now))
    return SeedSummary(options, dict(counted), _months_before(options.today, 1)[0])


def _publish(connection: Connection, options: SeedOptions, protection: Protection) -> Counter[str]:
    """Publishes the last years and months; rows by table."""

    def make_id(entity: str, of: str, n: int) -> str:
        return public_id(options.seed, f"{entity}:{of}", CATALOG[entity].prefix, n)

    rows: Counter[str] = Counter()
    years = [f"{year:04d}" for year in range(options.today.year - YEARS, options.today.year)]
    for period in (*years, *_months_before(options.today, MONTHS)):
        for issue in publish(connection, period, options.today, protection, make_id):
            rows[CATALOG[PUBLISHED[issue.name].entity].table] += issue.cells
    return rows


def _months_before(today: date, count: int) -> list[str]:
    last = today.year * 12 + today.month - 1
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last - count, last)]


def _watched(batches: Batches, counted: Counter[str], options: SeedOptions, progress: Progress | None) -> Batches:
    for name, rows in batches:
        yield name, rows
        counted[name] += len(rows)
        if progress is not None and name == "child":
            progress(counted[name], options.children)


__all__ = ["NotEmptyError", "SeedOptions", "SeedSummary", "seed"]
