"""The log's writing statements for SQLite, where the reading statement cannot carry them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, bindparam, column, func, insert, select, union_all
from sqlalchemy.dialects.sqlite.pysqlite import dialect

from db.binds import to_sqlite
from db.disclose import EVENT_ATTRIBUTES
from db.elements import SqlText, number
from db.entries import ENTRY, HEAD, SLOT_BITS
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT

_EVENT = [c.name for c in DISCLOSURE_EVENT.c]
_EVENT_SOURCES = {"id": "event_id", "recorded_at": "now", "person_id": "actor_id"}
_EVENT_ORDER = [_EVENT_SOURCES.get(n, n) for n in _EVENT]

_SUBJECT = ("event_id", "recorded_at", "subject_kind", "subject_key", "slot", "flags")


@cache
def event_sql(events: int) -> str:
    """Inserts that many events; values as `event_values` gives them, one after the other."""
    rows: list[dict[str, Any]] = [{n: bindparam(f"{n}_{at}") for n in _EVENT} for at in range(events)]
    return str(insert(DISCLOSURE_EVENT).values(rows).compile(dialect=dialect()))


@cache
def subject_sql(events: int) -> str:
    """Inserts the persons of that many events; values as `subject_values` gives them, one after the other."""
    each = [_persons(at) for at in range(events)]
    return str(insert(DISCLOSURE_SUBJECT).from_select(_SUBJECT, union_all(*each)).compile(dialect=dialect()))


def _persons(at: int) -> Any:
    items = func.json_each(bindparam(f"rows_{at}")).table_valued(column("value"), name=f"item_{at}")
    head, key, flags = (func.json_extract(items.c.value, SqlText(f"$[{n}]"), type_=BigInteger) for n in range(ENTRY))
    return select(
        bindparam(f"event_id_{at}"),
        bindparam(f"recorded_at_{at}"),
        head.bitwise_rshift(number(SLOT_BITS)),
        key,
        head.bitwise_and(number(HEAD - 1)),
        flags,
    ).select_from(items)


def subject_values(attributes: Mapping[str, Any], entries: str | None) -> list[Any] | None:
    """The values of one event's persons: event id, recorded at, JSON list of log entries (`db.entries`).

    None where nobody is concerned.
    """
    if not entries:
        return None
    # One row a person: what several records say of him is put together. SQLite has no aggregate for it.
    persons: dict[tuple[int, int], int] = {}
    for head, key, flags in orjson.loads(f"[{entries[:-1]}]"):
        persons[head, key] = persons.get((head, key), 0) | flags
    rows = orjson.dumps([(head, key, flags) for (head, key), flags in persons.items()]).decode()
    return [attributes["event_id"], to_sqlite(attributes["now"]), rows]


def event_values(attributes: Mapping[str, Any], rows: int) -> list[Any]:
    """The values of one event row."""
    return [rows if n == "rows_disclosed" else to_sqlite(attributes[n]) for n in _EVENT_ORDER]


assert set(_EVENT_ORDER) == {*EVENT_ATTRIBUTES, "rows_disclosed"}  # noqa: S101 - the table and the request agree
