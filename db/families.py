"""What a child's record leaves of its family: guardians and households without a child on file go into the archive after it.

A filing of migrant work and a family file are there for the children: they go when the last of them has left. The person and the
household go when nothing else on file refers to them, such as support that a unit gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import bindparam, or_, select

from db.archive import FOR_CHILDREN, OWN, Term, put_away_of_family
from db.belongings import Record, read_rows, references
from db.duties import Fetching
from db.elements import number
from db.tables import TABLES

_TIE, _CHILD = TABLES["Guardianship"], TABLES["Child"]
_HAS_CHILD = {
    "Guardian": select(_TIE.c.id).where(_TIE.c.guardian_id == bindparam("key"), _TIE.c.town_id.is_not(None)).limit(1),
    "Household": select(_CHILD.c.id).where(_CHILD.c.household_id == bindparam("key")).limit(1),
}


@cache
def _referred(entity: str, besides: frozenset[str]) -> Any:
    """The statement that finds out whether anything refers to the row `key`, but for rows of the entities `besides`."""
    found = [
        select(number(1)).where(TABLES[r.entity].c[r.column] == bindparam("key")).exists()
        for r in references(TABLES)
        if r.to == entity and r.entity not in besides
    ]
    return select(TABLES[entity].c.id).where(TABLES[entity].c.id == bindparam("key"), or_(*found))


def concerned(record: Record) -> Iterator[tuple[str, int]]:
    """(entity, key) of the guardians and the household that the record names."""
    keys = {
        (r.to, row[r.column])
        for r in references(record.rows)
        if r.to in _HAS_CHILD
        for row in record.rows[r.entity]
        if row[r.column] is not None
    }
    if record.child["household_id"] is not None:
        keys.add(("Household", record.child["household_id"]))
    yield from sorted(keys)


async def put_away_families(at: Fetching, child: int, record: Record, term: Term) -> set[int | None]:
    """Archives what no child on file holds any more, once the record of the child itself is archived. Guardians come first:
    their filings refer to households. Gives what `db.lead_tasks.follow` does."""
    touched: set[int | None] = set()
    for entity, key in concerned(record):
        itself = await read_rows(at, entity, "id", key)  # before it is asked who refers to it: nobody new does from here on
        if await at.fetch(_HAS_CHILD[entity], {"key": key}):
            continue
        # Whether or not the person stays for something else: what was asked about it shows to those around the child.
        for row in await read_rows(at, "Correction", "record_key", key):
            if row["record"] == entity and row["child_id"] is None:
                touched |= await put_away_of_family(at, child, "Correction", row, term)
        for of, column in FOR_CHILDREN[entity]:
            for row in await read_rows(at, of, column, key):
                if not await at.fetch(_referred(of, frozenset()), {"key": row["id"]}):
                    touched |= await put_away_of_family(at, child, of, row, term)
        own = OWN[entity]
        if await at.fetch(_referred(entity, frozenset(e for e, _ in own)), {"key": key}):
            continue
        for of, column in own:
            for row in await read_rows(at, of, column, key):
                touched |= await put_away_of_family(at, child, of, row, term)
        for row in itself:
            touched |= await put_away_of_family(at, child, entity, row, term)
    return touched
