"""The log's writing statements for SQLite, where the reading statement cannot carry them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import BigInteger, bindparam, column, func, insert, select
from sqlalchemy.dialects.sqlite.pysqlite import dialect

from db.binds import to_sqlite
from db.disclose import EVENT_ATTRIBUTES
from db.elements import SqlText, number
from db.entries import ENTRY, HEAD, SLOT_BITS
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT

_EVENT = [c.name for c in DISCLOSURE_EVENT.c]
_EVENT_SOURCES = {"id": "event_id", "recorded_at": "now"}
_EVENT_ORDER = [_EVENT_SOURCES.get(n, n) for n in _EVENT]

EVENT_SQL = str(insert(DISCLOSURE_EVENT).values({n: bindparam(n) for n in _EVENT}).compile(dialect=dialect()))
"""Inserts one event; values as `event_values` gives them."""

_ITEMS = func.json_each(bindparam("rows")).table_valued(column("value"), name="item")
_HEAD, _KEY, _FLAGS = (func.json_extract(_ITEMS.c.value, SqlText(f"$[{n}]"), type_=BigInteger) for n in range(ENTRY))
SUBJECT_SQL = str(
    insert(DISCLOSURE_SUBJECT)
    .from_select(
        ["event_id", "recorded_at", "subject_kind", "subject_key", "slot", "flags"],
        select(
            bindparam("event_id"),
            bindparam("recorded_at"),
            _HEAD.bitwise_rshift(number(SLOT_BITS)),
            _KEY,
            _HEAD.bitwise_and(number(HEAD - 1)),
            _FLAGS,
        )
        .select_from(_ITEMS),
    )
    .compile(dialect=dialect())
)
"""Inserts the persons of one event; values: event id, recorded at, JSON list of log entries (`db.entries`)."""


def subject_values(attributes: Mapping[str, Any], entries: str | None) -> list[Any] | None:
    """The values of one event's persons in the order of `SUBJECT_SQL`; None where nobody is concerned."""
    if not entries:
        return None
    # One row a person: what several records say of him is put together. SQLite has no aggregate for it.
    persons: dict[tuple[int, int], int] = {}
    for head, key, flags in orjson.loads(f"[{entries[:-1]}]"):
        persons[head, key] = persons.get((head, key), 0) | flags
    rows = orjson.dumps([(head, key, flags) for (head, key), flags in persons.items()]).decode()
    return [attributes["event_id"], to_sqlite(attributes["now"]), rows]


def event_values(attributes: Mapping[str, Any], rows: int) -> list[Any]:
    """The values of one event row in the order of `EVENT_SQL`."""
    return [rows if n == "rows_disclosed" else to_sqlite(attributes[n]) for n in _EVENT_ORDER]


assert set(_EVENT_ORDER) == {*EVENT_ATTRIBUTES, "rows_disclosed"}  # noqa: S101 - the table and the request agree
