"""The days of the calendar with a running count of workdays: due dates counted in workdays are looked up in it."""

from __future__ import annotations

from sqlalchemy import Column, Table

from db.tables.base import add_indexes, index, metadata
from db.tables.types import Day, whole_number

WORK_CALENDAR = Table(
    "work_calendar",
    metadata,
    Column("date", Day(), primary_key=True),
    Column("workdays", whole_number(), nullable=False),
    sqlite_with_rowid=False,
)
"""`workdays`: how many workdays there were up to and with the date, from the first day on file."""
add_indexes(WORK_CALENDAR, (index("workdays", "date"),))
