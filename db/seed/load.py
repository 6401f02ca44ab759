"""`seed`: a database with demo data, from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from authz.duties import duties_on
from db.duties import refresh_duties
from db.response_times import publish_times
from db.schema_upgrade import in_transaction, run, upgrade
from db.seed.generate import generate
from db.seed.options import Batches, Progress, SeedOptions
from db.seed.rows import public_id
from db.seed.targets import NotEmptyError, load_postgres, load_sqlite
from db.statistics import publish
from schema.entities import CATALOG

BIG = 20_000
"""From more children on, indexes and foreign keys are made after the rows."""
MONTHS_OF_TIMES = 6
"""Whole months before the present one for which response times are published."""


@dataclass(frozen=True, slots=True)
class SeedSummary:
    """Rows by table, the options they came from, and the period of the published table (`YYYY-MM`)."""

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
    period = f"{options.today:%Y-%m}"
    prefix = CATALOG["PublishedCount"].prefix
    counted["published_count"] = in_transaction(
        url,
        lambda connection: publish(connection, period, lambda n: public_id(options.seed, "PublishedCount", prefix, n)),
    )
    counted["response_time"] = in_transaction(url, lambda connection: _publish_times(connection, options))
    counted["duty"] = in_transaction(url, lambda connection: refresh_duties(connection, duties_on(options.today), options.now))
    return SeedSummary(options, dict(counted), period)


def _publish_times(connection: Connection, options: SeedOptions) -> int:
    prefix, count = CATALOG["ResponseTime"].prefix, 0
    for month in _months_before(options.today, MONTHS_OF_TIMES):
        ids = partial(public_id, options.seed, f"ResponseTime:{month}", prefix)
        count += publish_times(connection, month, ids)
    return count


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
