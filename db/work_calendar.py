"""Fills the table of workdays from the decrees that are known."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, insert

from core.workdays import counted_workdays
from db.tables.service import WORK_CALENDAR

YEARS = 3
"""Years after the present one whose workdays are on file."""


def fill_calendar(connection: Connection, today: date) -> None:
    """Puts the workdays of the present and the next years on file, as far as their decrees are known."""
    days = [{"date": day, "workdays": count} for day, count in counted_workdays(date(today.year + YEARS, 12, 31))]
    connection.execute(delete(WORK_CALENDAR))
    connection.execute(insert(WORK_CALENDAR), days)
