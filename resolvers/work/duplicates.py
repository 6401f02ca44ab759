"""What the lead unit alone may know of: the same thing twice. Whoever writes is told nothing of what is on file elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from db.tables import TABLES
from resolvers.work.base import Work
from resolvers.work.cases import staying, units
from resolvers.work.holders import sees_as

LEAD = "civil_affairs"
_CLOSED = frozenset({"Placement"})
"""Entities of which rows are closed to the lead unit."""
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


@dataclass(frozen=True, slots=True)
class Other:
    """The record that was there before: its key and its id."""

    key: int
    public_id: str


@cache
def _same(entity: str, columns: tuple[str, ...]) -> Any:
    table = TABLES[entity]
    same = (table.c[c] == bindparam(f"same_{c}") for c in columns)
    found = select(table.c.id, table.c.public_id).where(*same, table.c.id != bindparam("key")).order_by(table.c.id).limit(1)
    return staying(found, entity)


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
        await open_task(at, entity, key, other=Other(*others[0]), child=child, district=district)
    return bool(others)


async def open_task(
    at: Work, entity: str, key: int, *, other: Other | None = None, child: int | None = None, district: Any = None
) -> None:
    """Opens a task of the lead unit about the row `key` of the entity, and `other`, unless one about both is open.

    `child`: whom the row is about, None for a guardian's; `district`: where, by default the caller's own.
    """
    if other is not None and await at.transaction.fetch(_OPEN, {"entity": entity, "key": key, "other": other.key}):
        return
    district = district or at.caller.district_id or at.home_district
    values = {
        "kind": "DUPLICATE" if other else "CORRECTION", "record": entity, "record_key": key,
        "record_id": await _id(at, entity, key), "other_key": other.key if other else None,
        "other_record_id": other.public_id if other else None, "status": "OPEN", "opened_at": at.now, "settled_at": None,
        "finding": None, "settlement": None, "settled_by_person_id": None, "child_id": child, "district_id": district,
        "holder_organisation_id": await _holder(at, entity, key, other, district),
    }  # fmt: skip
    await at.insert_unchecked("LeadTask", values, BASIS)


async def _holder(at: Work, entity: str, key: int, other: Other | None, district: Any) -> int | None:
    """The key of the organisation that is to sort it out: the lead unit. Of records that may be closed to it (sealed, recused)
    whichever of it and the police sees both. Else, and where the lead unit itself asked for a correction, the procuratorate."""
    if entity not in _CLOSED and not (entity == "Correction" and at.caller.subject == LEAD):
        return next(iter(await units(at, LEAD, district)), None)
    for unit in (LEAD, "police") if entity in _CLOSED else ():
        for body in (await units(at, unit, district))[:1]:
            if all([await sees_as(at, unit, body, district, entity, k) for k in (key, *([other.key] if other else ()))]):
                return body
    return next(iter(await units(at, "procuratorate", district)), None)


async def _id(at: Work, entity: str, key: int) -> str:
    rows = await at.transaction.fetch(_named(entity), {"key": key})
    return str(rows[0][0])
