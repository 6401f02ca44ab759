"""What belongs to the record of a child: rows of which tables, what refers to what, and what a running case keeps.

All of it follows from the catalog: a row with `child_id` belongs to that child, and so does what cannot be without such a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update

from authz.declared import Outlasting
from db.duties import Fetching
from db.plain import plain
from db.tables import TABLES
from db.tables.base import metadata
from schema.entities import CATALOG

Row = dict[str, Any]
"""A stored row by column name, its values as JSON has them."""

_APART = frozenset({"Child", "Duty", "RecordEnd"})
"""The child itself; duties, which follow from the records; what is known of the end of a record."""
_NAMES = {TABLES[e].name: e for e in TABLES}
_ORDER = tuple(_NAMES[t.name] for t in metadata.sorted_tables if t.name in _NAMES)

OF_CHILD = tuple(e for e in _ORDER if "child_id" in CATALOG[e].storage and e not in _APART)
"""Entities whose rows belong to a child, each after those that it refers to."""
TIES = ("Guardianship", "GuardianshipRevision", "ChildRevision")
"""Kept with a child that a running case keeps: to whom it belongs, and what it was called."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of an entity that holds keys of another. `needed`: the row cannot be without."""

    entity: str
    column: str
    to: str
    needed: bool


def references(entities: Iterable[str]) -> Iterator[Reference]:
    """References of these entities, to any entity."""
    for entity in entities:
        for column in TABLES[entity].columns:
            for key in column.foreign_keys:
                target = _NAMES.get(key.column.table.name)
                if target is not None and column.name != "id":
                    yield Reference(entity, str(column.name), target, not column.nullable)


_MAY_NAME_NONE = tuple(e for e in _ORDER if e not in _APART and CATALOG[e].storage.get("child_id", (None, True))[1])
HANGING = tuple(
    r for r in references(_MAY_NAME_NONE) if r.to in OF_CHILD and (r.needed or "child_id" not in CATALOG[r.entity].storage)
)
"""Of entities that name no child, or not always: rows that refer to a row of the record, and go with it. A report may have been
tied to its child after something was remembered of it; without its report a failure of duty would forget who is recused."""
NOT_BY_CHILD = frozenset(_MAY_NAME_NONE)
"""Entities of which rows are found, and taken out, by other columns than `child_id` too."""
_WITHIN = tuple(r for r in references((*OF_CHILD, *(r.entity for r in HANGING))) if r.to in OF_CHILD)


@cache
def rows_where(entity: str, column: str) -> Any:
    """The statement that reads the rows of an entity with the value bound as `sought` in a column, and keeps them from change:
    what is written meanwhile is waited for, so that nothing of it is lost when they go."""
    table = TABLES[entity]
    return select(*table.columns).where(table.c[column] == bindparam("sought")).order_by(table.c.id).with_for_update()


async def read_rows(at: Fetching, entity: str, column: str, sought: Any) -> list[Row]:
    """The rows of an entity with a value in a column, oldest first."""
    names = [str(c.name) for c in TABLES[entity].columns]  # not a name that quotes itself, which JSON does not take
    found = await at.fetch(rows_where(entity, column), {"sought": sought})
    return [{n: plain(entity, n, value) for n, value in zip(names, row, strict=True)} for row in found]


@cache
def _setting(entity: str, columns: tuple[str, ...]) -> Any:
    table = TABLES[entity]
    return update(table).where(table.c.id == bindparam("key")).values({c: bindparam(f"to_{c}") for c in columns})


async def set_columns(at: Fetching, entity: str, key: int, values: Mapping[str, Any]) -> None:
    """Sets these columns, one or more, of the row with this key."""
    await at.fetch(_setting(entity, tuple(values)), {"key": key, **{f"to_{c}": v for c, v in values.items()}})


@dataclass(frozen=True)
class Record:
    """The record of one child: its rows by entity, in an order in which they can be put down."""

    child: Row
    rows: Mapping[str, list[Row]]

    def without(self, kept: Mapping[str, frozenset[int]]) -> dict[str, list[Row]]:
        """The rows that are not kept."""
        return {e: [r for r in rows if r["id"] not in kept.get(e, ())] for e, rows in self.rows.items()}


async def read_record(at: Fetching, child: int) -> Record | None:
    """The whole record of the child with this key, or None where there is no such child."""
    itself = await read_rows(at, "Child", "id", child)
    if not itself:
        return None
    rows = {entity: await read_rows(at, entity, "child_id", child) for entity in OF_CHILD}
    for hangs in HANGING:
        found = [row for of in rows[hangs.to] for row in await read_rows(at, hangs.entity, hangs.column, of["id"])]
        known = {row["id"]: row for row in (*rows.get(hangs.entity, ()), *found)}
        rows[hangs.entity] = list(known.values())
    return Record(itself[0], {entity: of for entity, of in rows.items() if of})


def running(record: Record, outlasting: Mapping[str, Outlasting], today: date) -> list[tuple[str, Row]]:
    """Rows of cases that go on, in the order of policies/retention.yaml."""
    return [(o.entity, row) for o in outlasting.values() for row in record.rows.get(o.entity, ()) if _runs(o, row, today)]


def _runs(o: Outlasting, row: Row, today: date) -> bool:
    storage = {m.name: m.column for m in CATALOG[o.entity].fields}
    until = row[storage[o.until]] if o.until is not None else None
    if until is not None and until < today.isoformat():
        return False
    return o.field is None or row[storage[o.field]] in o.open


def kept_for(record: Record, cases: Iterable[tuple[str, Row]]) -> dict[str, frozenset[int]]:
    """Keys of the rows that stay while `cases` run: what they refer to, what cannot be without these, and the ties."""
    by_key = {(e, row["id"]): row for e, rows in record.rows.items() for row in rows}
    kept = {(entity, int(row["id"])) for entity, row in cases}
    fresh = set(kept)
    while fresh:
        up = {(r.to, by_key[key][r.column]) for key in fresh for r in _WITHIN if r.entity == key[0]}
        down = {
            (r.entity, row["id"])
            for r in _WITHIN if r.needed for row in record.rows.get(r.entity, ()) if (r.to, row[r.column]) in fresh
        }  # fmt: skip
        fresh = {key for key in up | down if key in by_key} - kept
        kept |= fresh
    # A task of the lead unit about what stays has to be done.
    kept |= {("LeadTask", row["id"]) for row in record.rows.get("LeadTask", ()) if (row["record"], row["record_key"]) in kept}
    if kept:
        kept |= {(entity, row["id"]) for entity in TIES for row in record.rows.get(entity, ())}
    return {entity: frozenset(key for e, key in kept if e == entity) for entity in record.rows}
