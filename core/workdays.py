"""Workdays in China: Monday to Friday, less public holidays, with the weekend days that the State Council moves work to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chinese_calendar import is_workday as decreed

FIRST_YEAR = 2004
"""The first year of which the decrees are known."""
SATURDAY = 5


def is_workday(day: date) -> bool:
    """Work is done on `day`. Of years whose decree is not known yet, Monday to Friday count."""
    try:
        return bool(decreed(day))  # type: ignore[no-untyped-call] # the library has no types
    except NotImplementedError:
        return day.weekday() < SATURDAY


def counted_workdays(until: date) -> Iterator[tuple[date, int]]:
    """Every day from the first of FIRST_YEAR to `until`, with how many workdays there were up to and with it."""
    day, count = date(FIRST_YEAR, 1, 1), 0
    while day <= until:
        count += is_workday(day)
        yield day, count
        day += timedelta(days=1)
