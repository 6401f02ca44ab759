"""The only source of time. Times are UTC; dates of work are in Asia/Shanghai."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import ceil
from typing import Protocol
from zoneinfo import ZoneInfo

WORK_ZONE = ZoneInfo("Asia/Shanghai")

NEVER_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
NEVER_ENDS = datetime(9999, 12, 30, tzinfo=UTC)
"""What stands for "not" in columns of instants that row rules compare: a comparison with null would be false either way."""


class Clock(Protocol):
    """A source of the present instant."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, UTC."""
        ...


class SystemClock:
    """The machine's clock, in whole milliseconds: what is kept of an instant is then that instant, on either database."""

    def now(self) -> datetime:
        instant = datetime.now(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: for tests and for seeding."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def advance(self, step: timedelta) -> None:
        """Moves the clock forward by `step`."""
        self.instant += step


def work_date(instant: datetime) -> date:
    """The calendar date of `instant` where the work is done (Asia/Shanghai)."""
    return instant.astimezone(WORK_ZONE).date()


def seconds_to_next_day(instant: datetime) -> int:
    """Whole seconds, at least one, after which the next calendar date has begun where the work is done."""
    tomorrow = datetime.combine(work_date(instant) + timedelta(days=1), time(), WORK_ZONE)
    return max(1, ceil((tomorrow - instant).total_seconds()))


def years_before(day: date, years: int) -> date:
    """The last birth date of those who have their `years` full years on `day`; 28 February for a 29th that is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def years_after(day: date, years: int) -> date:
    """The date `years` years later; 1 March for a 29 February that is none: not before the years are full."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@lru_cache(256)
def utc_text(instant: datetime) -> str:
    """`instant` as the API and SQLite write it: `2026-01-31T08:00:00.000Z`, milliseconds, always UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"
