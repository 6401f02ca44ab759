"""What may be asked of the generator of demo data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Self

from core.clock import work_date
from db.divisions import Region

FEWEST, MOST = 1_000, 1_000_000
FULL_ATTENDANCE = 20_000
"""Up to so many children every enrolled one has attendance; above, the pupils of a share of the schools, so that
about as many have it."""
DEFAULT_NOW = datetime(2026, 3, 2, tzinfo=UTC)

Progress = Callable[[int, int], None]
"""Told (children made, children asked for)."""
Batch = tuple[str, list[tuple[Any, ...]]]
"""A table's name and rows in the order of its columns, with dates, aware datetimes, booleans, integers and text."""
Batches = Iterator[Batch]


@dataclass(frozen=True, slots=True)
class SeedOptions:
    """Equal options give equal data.

    `now`: the instant that everything is dated from; a demo passes the present day, so that its doors are open.
    `attendance_days`: school days of attendance for each pupil who has any; `attendance_share`: of the schools,
    None for the rule of FULL_ATTENDANCE. `focus_town` (9 digits): a town that has exactly `focus_children` of the
    children, whatever their number, for comparing sizes.
    """

    children: int = 20_000
    left_behind_share: float = 0.25
    seed: int = 1
    region: Region = Region.YUBEI
    now: datetime = DEFAULT_NOW
    attendance_days: int = 30
    attendance_share: float | None = None
    focus_town: str | None = None
    focus_children: int = 0

    def __post_init__(self) -> None:
        if not FEWEST <= self.children <= MOST:
            raise ValueError(f"the number of children must be from {FEWEST} to {MOST}, not {self.children}")
        if not 0 <= self.left_behind_share <= 1:
            raise ValueError(f"the left-behind share must be from 0 to 1, not {self.left_behind_share}")
        if self.now.tzinfo is None:
            raise ValueError("now needs a time zone")
        if (self.focus_town is None and self.focus_children) or self.focus_children > self.children:
            raise ValueError("focus_children needs focus_town and at least as many children")

    def at(self, now: datetime) -> Self:
        """The same, dated from the start (UTC) of the day of `now`."""
        return replace(self, now=now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))

    @property
    def today(self) -> date:
        """The date of work at `now`."""
        return work_date(self.now)

    def ago(self, rng: Random, least_days: int, most_days: int) -> datetime:
        """An instant between so many days before `now`, to the minute."""
        return self.now - timedelta(minutes=rng.randint(least_days * 1440, most_days * 1440))

    @property
    def left_behind(self) -> int:
        """How many of the children are left behind."""
        return round(self.children * self.left_behind_share)

    @property
    def share_with_attendance(self) -> float:
        """Of the schools, those whose pupils have attendance."""
        if self.attendance_share is not None:
            return self.attendance_share
        return min(1.0, FULL_ATTENDANCE / self.children)
