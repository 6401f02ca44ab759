"""The same thing twice: seen by the lead unit alone, so that writing tells nobody what is on file elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, select

from db.tables import TABLES
from db.tables.service import LEAD_TASK
from resolvers.work.base import Work
from schema.catalog import snake


@cache
def _other(entity: str, columns: tuple[str, ...]) -> Any:
    table = TABLES[entity]
    same = (table.c[c] == bindparam(f"same_{c}") for c in columns)
    return select(table.c.id).where(*same, table.c.id != bindparam("key")).order_by(table.c.id).limit(1)


_OPEN = insert(LEAD_TASK).values({n: bindparam(n) for n in ("kind", "row_id", "other_id", "opened_at")})


async def note_duplicate(at: Work, entity: str, key: int, **same: Any) -> bool:
    """Opens a task of the lead unit where another row of the entity than `key` has the values `same`, by column, and says so.

    A value of None is the same as nothing.
    """
    if None in same.values():
        return False
    others = await at.transaction.fetch(
        _other(entity, tuple(same)), {"key": key, **{f"same_{c}": value for c, value in same.items()}}
    )
    if others:
        await open_task(at, entity, key, others[0][0])
    return bool(others)


async def open_task(at: Work, entity: str, key: int, other: int) -> None:
    """Opens a task of the lead unit: the rows `key` and `other` of the entity do not go together."""
    row = {"kind": f"duplicate_{snake(entity)}", "row_id": key, "other_id": other, "opened_at": at.now}
    await at.transaction.fetch(_OPEN, row)
