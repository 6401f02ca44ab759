"""Stored values as JSON has them, the same from both databases, and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column

from core.clock import utc_text
from db.tables import TABLES
from db.tables.types import Day, Flag, Moment, moment_from_text


def plain(entity: str, column: str, value: Any) -> Any:
    """A stored value, or one to be stored, as JSON has it."""
    if value is None:
        return None
    if isinstance(TABLES[entity].c[column].type, Flag):
        return bool(value)
    if isinstance(value, datetime):
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value


def stored(column: Column[Any], value: Any) -> Any:
    """What `plain` gave, to be stored in the column again."""
    if value is None:
        return None
    if isinstance(column.type, Day):
        return date.fromisoformat(value)
    return moment_from_text(value) if isinstance(column.type, Moment) else value
