"""Dates and instants reckoned in SQL, each as the two databases write it; a day is a day in Asia/Shanghai."""

from __future__ import annotations

from typing import Any

from db.elements import Written
from db.tables.types import Day, Moment


def day_of(moment: Any) -> Any:
    """The date of an instant in Asia/Shanghai."""
    return Written(Day(), "(({0}) AT TIME ZONE 'Asia/Shanghai')::date", "date({0}, '+8 hours')", moment)


def begins(day: Any, after: int = 0) -> Any:
    """The instant at which the date `after` days later begins in Asia/Shanghai."""
    postgresql = f"((({{0}}) + {after})::timestamp AT TIME ZONE 'Asia/Shanghai')"
    return Written(Moment(), postgresql, f"(date({{0}}, '{after - 1} days') || 'T16:00:00.000Z')", day)


def days_after(day: Any, days: int) -> Any:
    """The date so many days later."""
    return Written(Day(), f"(({{0}}) + {days})", f"date({{0}}, '{days} days')", day)


def months_after(day: Any, months: int) -> Any:
    """The same day so many months later, or the last of that month where it has no such day."""
    sqlite = f"min(date({{0}}, '{months} months'), date({{0}}, 'start of month', '{months + 1} months', '-1 day'))"
    return Written(Day(), f"(({{0}}) + interval '{months} months')::date", sqlite, day)


def birthday(born: Any, years: int) -> Any:
    """The day on which so many years are full: 1 March for who was born on a 29 February that the year has not."""
    there = f"(({{0}}) + interval '{years} years')::date"
    missed = f"(extract(day FROM {{0}}) <> extract(day FROM {there}))::int"
    return Written(Day(), f"({there} + {missed})", f"date({{0}}, '{years} years')", born)


def minutes_after(moment: Any, minutes: int) -> Any:
    """The instant so many minutes later."""
    sqlite = f"strftime('%Y-%m-%dT%H:%M:%fZ', {{0}}, '{minutes} minutes')"
    return Written(Moment(), f"(({{0}}) + interval '{minutes} minutes')", sqlite, moment)
