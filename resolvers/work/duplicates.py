"""What the lead unit alone may know of: the same thing twice. Whoever writes is told nothing of what is on file elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from db.tables import TABLES
from resolvers.work.base import Work
from resolvers.work.cases import units

LEAD = "civil_affairs"
BASIS = "privacy-8"
"""Personal information is to be right and whole: under it the service itself opens a task, whatever its mutation is for."""

_TASK = TABLES["LeadTask"]
_PAIR = ("key", "other")
_OPEN = select(_TASK.c.id).where(
    _TASK.c.record == bindparam("entity"), _TASK.c.status == "OPEN",
    or_(*(
        and_(_TASK.c.record_key == bindparam(a), _TASK.c.other_key == bindparam(b)) for a, b in (_PAIR, _PAIR[::-1])
    )),
)  # fmt: skip


@cache
def _same(entity: str, columns: tuple[str, ...]) -> Any:
    table = TABLES[entity]
    same = (table.c[c] == bindparam(f"same_{c}") for c in columns)
    return select(table.c.id).where(*same, table.c.id != bindparam("key")).order_by(table.c.id).limit(1)


@cache
def _named(entity: str) -> Any:
    table = TABLES[entity]
    return select(table.c.public_id).where(table.c.id == bindparam("key"))


async def note_duplicate(
    at: Work, entity: str, key: int, same: Mapping[str, Any], *, district: Any, child: int | None = None
) -> bool:
    """Opens a task of the lead unit where another row of the entity than `key` has the values `same`, by column, and says so.

    A value of None is the same as nothing. `child`, `district`: as in `open_task`.
    """
    if None in same.values():
        return False
    named = {f"same_{c}": value for c, value in same.items()}
    others = await at.transaction.fetch(_same(entity, tuple(same)), {"key": key, **named})
    if others:
        await open_task(at, "DUPLICATE", entity, key, other=others[0][0], child=child, district=district)
    return bool(others)


async def open_task(
    at: Work, kind: str, entity: str, key: int, *, other: int | None = None, child: int | None = None, district: Any = None,
    unit: str = LEAD,
) -> None:  # fmt: skip
    """Opens a task of the lead unit about the row `key` of the entity, and `other`, unless one about both is open.

    `child`: whom the row is about, None for a guardian's; `district`: where, by default the caller's own; `unit`: another that
    is to sort it out, where the lead unit may not know of a row.
    """
    district = district or at.caller.district_id or at.home_district
    if other is not None and await at.transaction.fetch(_OPEN, {"entity": entity, "key": key, "other": other}):
        return
    values = {
        "kind": kind, "record": entity, "record_key": key, "record_id": await _id(at, entity, key), "other_key": other,
        "other_record_id": None if other is None else await _id(at, entity, other), "status": "OPEN", "opened_at": at.now,
        "settled_at": None, "finding": None, "settlement": None, "settled_by_person_id": None, "child_id": child,
        "district_id": district, "holder_organisation_id": next(iter(await units(at, unit, district)), None),
    }  # fmt: skip
    await at.insert_unchecked("LeadTask", values, BASIS)


async def _id(at: Work, entity: str, key: int) -> str:
    rows = await at.transaction.fetch(_named(entity), {"key": key})
    return str(rows[0][0])
