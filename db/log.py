"""The log's writing statements for SQLite, where the reading statement cannot carry them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, column, func, insert, select
from sqlalchemy.dialects.sqlite.pysqlite import dialect

from db.binds import to_sqlite
from db.disclose import EVENT_ATTRIBUTES
from db.elements import SqlText
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT

_EVENT = [c.name for c in DISCLOSURE_EVENT.c]
_EVENT_SOURCES = {"id": "event_id", "recorded_at": "now"}
_EVENT_ORDER = [_EVENT_SOURCES.get(n, n) for n in _EVENT]

EVENT_SQL = str(insert(DISCLOSURE_EVENT).values({n: bindparam(n) for n in _EVENT}).compile(dialect=dialect()))
"""Inserts one event; values as `event_values` gives them."""

_ITEMS = func.json_each(bindparam("rows")).table_valued(column("value"), name="item")
_SUBJECT = ("subject_kind", "subject_key", "slot", "flags")
SUBJECT_SQL = str(
    insert(DISCLOSURE_SUBJECT)
    .from_select(
        ["event_id", "recorded_at", *_SUBJECT],
        select(
            bindparam("event_id"),
            bindparam("recorded_at"),
            *(func.json_extract(_ITEMS.c.value, SqlText(f"$[{n}]")) for n in range(len(_SUBJECT))),
        ).select_from(_ITEMS),
    )
    .compile(dialect=dialect())
)
"""Inserts the persons of one event; values: event id, recorded at, JSON list of (kind, key, slot, flags)."""


def event_values(attributes: Mapping[str, Any], rows: int) -> list[Any]:
    """The values of one event row in the order of `EVENT_SQL`."""
    return [rows if n == "rows_disclosed" else to_sqlite(attributes[n]) for n in _EVENT_ORDER]


assert set(_EVENT_ORDER) == {*EVENT_ATTRIBUTES, "rows_disclosed"}  # noqa: S101 - the table and the request agree
