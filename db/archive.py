"""The archive: a child's record out of the tables at its end, back again, and away for good (个人信息保护法 十九, 四十七).

What is archived no view reaches, for it is in none of their tables. Everything here runs within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, insert, select, update

from db.belongings import HANGING, NOT_BY_CHILD, OF_CHILD, Record, Row, read_rows, set_columns
from db.duties import Fetching
from db.lead_tasks import APART, follow
from db.plain import stored
from db.tables import TABLES
from db.tables.service import ARCHIVED, ARCHIVING

LIVED = ("town_id", "village_id")
LEFT = (*LIVED, "household_id", "school_id", "school_district_id")
"""Columns of a child that say who around it has its record by duty."""
FORMER = {f"former_{c}": c for c in LIVED}
ORDER = ("Household", "Guardian", "GuardianRevision", "MigrationFiling", "FamilyFile", "Child", *OF_CHILD,
         *(r.entity for r in HANGING if r.entity not in OF_CHILD))  # fmt: skip
"""Entities of which rows are archived, each after those that it refers to."""
FOR_CHILDREN = {"Guardian": (("MigrationFiling", "guardian_id"),), "Household": (("FamilyFile", "household_id"),)}
"""Entity of the family -> (entity, column) of what is there for its children."""
OWN = {"Guardian": (("GuardianRevision", "guardian_id"),), "Household": ()}
"""What goes with the row itself, beside its corrections, which name it by entity and key."""
ROWS, LINKS = "rows", "links"

_CHILD, _TIE, _DUTY = TABLES["Child"], TABLES["Guardianship"], TABLES["Duty"]
_ALONE = select(_CHILD.c.id).where(_CHILD.c.id == bindparam("child")).with_for_update()
"""Rows about the child wait from here on, and then find it gone."""
_KEEP = insert(ARCHIVED).values({c.name: bindparam(c.name) for c in ARCHIVED.c if c.name != "id"})
LET_GO = insert(ARCHIVING).values(child_id=bindparam("child"))
HOLD = delete(ARCHIVING).where(ARCHIVING.c.child_id == bindparam("child"))
_DUTIES = delete(_DUTY).where(_DUTY.c.child_id == bindparam("child"))
_LEAVE = update(_CHILD).where(_CHILD.c.id == bindparam("child")).values(
    {**dict.fromkeys(LEFT), **{former: _CHILD.c[c] for former, c in FORMER.items()}}
)  # fmt: skip
_UNPLACE = update(_TIE).where(_TIE.c.child_id == bindparam("child")).values(dict.fromkeys(LIVED))
_PLACE = update(_TIE).where(_TIE.c.child_id == bindparam("child")).values({c: bindparam(f"to_{c}") for c in LIVED})
_COLUMNS = (ARCHIVED.c.id, ARCHIVED.c.entity, ARCHIVED.c.kind, ARCHIVED.c.body, ARCHIVED.c.child_id, ARCHIVED.c.archived_at)
_OF_CHILD = select(*_COLUMNS).where(ARCHIVED.c.child_id == bindparam("child")).order_by(ARCHIVED.c.id)
_OF_ROW = select(*_COLUMNS).where(ARCHIVED.c.entity == bindparam("entity"), ARCHIVED.c.row_id == bindparam("key"))
_DROP = delete(ARCHIVED).where(ARCHIVED.c.id == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Term:
    """When something is archived and on which day it is erased."""

    now: datetime
    erase_on: date


@cache
def _deleting(entity: str, column: str) -> Any:
    table = TABLES[entity]
    return delete(table).where(table.c[column] == bindparam("sought"))


@cache
def _putting(entity: str) -> Any:
    table = TABLES[entity]
    return insert(table).values({c.name: bindparam(c.name) for c in table.columns})


async def alone_with_child(at: Fetching, child: int) -> None:
    """Nothing else is written about the child until this transaction ends."""
    await at.fetch(_ALONE, {"child": child})


async def put_away(at: Fetching, record: Record, kept: Mapping[str, frozenset[int]], term: Term) -> set[int | None]:
    """Takes the record out of the tables, but for the rows `kept` by running cases: with these the child stays, without a place.

    What the child's family leaves behind is `db.families`' to say. Gives what `db.lead_tasks.follow` does.
    """
    child = int(record.child["id"])
    await at.fetch(LET_GO, {"child": child})
    await at.fetch(_DUTIES, {"child": child})
    gone = record.without(kept)
    for entity in reversed(ORDER):
        rows = gone.get(entity, [])
        if rows:
            await _keep(at, child, entity, ROWS, rows, term)
            if kept.get(entity) or entity in NOT_BY_CHILD:
                for row in rows:
                    await at.fetch(_deleting(entity, "id"), {"sought": row["id"]})
            else:
                await at.fetch(_deleting(entity, "child_id"), {"sought": child})
    if not any(kept.values()):
        await _keep(at, child, "Child", ROWS, [record.child], term)
        await at.fetch(_deleting("Child", "id"), {"sought": child})
    elif record.child["town_id"] is not None:
        had = {"id": child, **{c: record.child[c] for c in LEFT}, **dict.fromkeys(FORMER)}
        await _keep(at, child, "Child", LINKS, [had], term)
        await at.fetch(_LEAVE, {"child": child})
        await at.fetch(_UNPLACE, {"child": child})
    touched = await follow(at, term.now, (("Child", child), *(("Correction", row["id"]) for row in gone.get("Correction", ()))))
    await at.fetch(HOLD, {"child": child})
    return touched


async def put_away_of_family(at: Fetching, child: int, entity: str, row: Row, term: Term) -> set[int | None]:
    """Takes out a row of the family, kept so that the record of another child may find it. Gives what `follow` does."""
    key = int(row["id"])
    await at.fetch(LET_GO, {"child": child})
    await _keep(at, child, entity, ROWS, [row], term, key)
    await at.fetch(_deleting(entity, "id"), {"sought": key})
    await at.fetch(HOLD, {"child": child})
    return await follow(at, term.now, ((entity, key),)) if entity in APART else set()


async def keep_before(at: Fetching, child: int, entity: str, rows: Iterable[Row], term: Term) -> None:
    """Remembers what columns of rows held (`id` and the columns) that the end of the record has changed itself."""
    had = list(rows)
    if had:
        await _keep(at, child, entity, LINKS, had, term)


async def _keep(
    at: Fetching, child: int, entity: str, kind: str, rows: Iterable[Row], term: Term, key: int | None = None
) -> None:
    body = orjson.dumps(list(rows), option=orjson.OPT_SORT_KEYS).decode()
    row = {"child_id": child, "entity": entity, "row_id": key, "kind": kind, "body": body, "archived_at": term.now}
    await at.fetch(_KEEP, {**row, "erase_on": term.erase_on})


async def take_back(at: Fetching, child: int, now: datetime) -> set[int | None]:
    """Puts the child's record back as it was, with what it needs of its family from wherever that is archived. Gives what
    `follow` does."""
    kept = await at.fetch(_OF_CHILD, {"child": child})
    rows: dict[str, dict[int, Row]] = {}
    links = [(entity, row) for _, entity, kind, body, *_ in kept if kind == LINKS for row in orjson.loads(body)]
    for key, entity, kind, body, *_ in kept:
        if kind == ROWS:
            rows.setdefault(entity, {}).update((row["id"], row) for row in orjson.loads(body))
        await at.fetch(_DROP, {"key": key})
    await with_family(at, rows, links)
    for entity in ORDER:
        for row in sorted(rows.get(entity, {}).values(), key=lambda r: int(r["id"])):
            await at.fetch(_putting(entity), _values(entity, row))
    for entity, row in links:
        await set_columns(at, entity, row["id"], {c: value for c, value in row.items() if c != "id"})
    lives = await read_rows(at, "Child", "id", child)
    if lives:
        await at.fetch(_PLACE, {"child": child, **{f"to_{c}": lives[0][c] for c in LIVED}})
    back = [(entity, key) for entity in (*APART, "LeadTask") for key in rows.get(entity, ())]
    return await follow(at, now, (("Child", child), *back))


def _values(entity: str, row: Row) -> dict[str, Any]:
    return {c.name: stored(c, row[c.name]) for c in TABLES[entity].columns}


async def with_family(at: Fetching, rows: dict[str, dict[int, Row]], links: Iterable[tuple[str, Row]]) -> None:
    """Adds the archived rows of families that `rows` and `links` refer to, those that these refer to, and what is theirs: filings,
    family files, what they were before, corrections."""
    tables = {TABLES[e].name: e for e in ORDER[:5]}
    sought = [*((e, list(of.values())) for e, of in rows.items()), *((e, [row]) for e, row in links)]
    while sought:
        entity, of = sought.pop()
        wanted = {
            (tables[k.column.table.name], row[c.name])
            for c in TABLES[entity].columns for k in c.foreign_keys if k.column.table.name in tables
            for row in of if row.get(c.name) is not None
        }  # fmt: skip
        for target, key in sorted(wanted):
            if key in rows.get(target, {}):
                continue
            for archived, _, _, body, child, _ in await at.fetch(_OF_ROW, {"entity": target, "key": key}):
                found = orjson.loads(body)
                rows.setdefault(target, {}).update((row["id"], row) for row in found)
                sought.append((target, found))
                await at.fetch(_DROP, {"key": archived})
                await _theirs(at, rows, child, target, key)


async def _theirs(at: Fetching, rows: dict[str, dict[int, Row]], child: int, entity: str, key: int) -> None:
    """Puts to `rows` what was archived together with a row of the family and is its own."""
    for archived, of, kind, body, *_ in await at.fetch(_OF_CHILD, {"child": child}):
        theirs = (*FOR_CHILDREN.get(entity, ()), *OWN.get(entity, ()), ("Correction", "record_key"))
        for column in (c for e, c in theirs if e == of and kind == ROWS):
            row = orjson.loads(body)[0]
            if row[column] == key and (of != "Correction" or row["record"] == entity):
                rows.setdefault(of, {})[row["id"]] = row
                await at.fetch(_DROP, {"key": archived})
