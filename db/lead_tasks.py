"""Tasks of the lead unit follow the records that they are about: open while both are on file, lapsed while one is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from db.duties import Fetching
from db.tables import TABLES

APART = ("Child", "Guardian", "Correction")
"""Entities of whose rows a task may be of another child or of none; any other task leaves and comes back with its own child."""

_TASK, _CHILD, _CORRECTION = TABLES["LeadTask"], TABLES["Child"], TABLES["Correction"]
_UNSETTLED = (
    select(_TASK.c.id, _TASK.c.record, _TASK.c.record_key, _TASK.c.other_key, _TASK.c.status, _TASK.c.child_id)
    .where(_TASK.c.status != "SETTLED")
    .order_by(_TASK.c.id)
    .with_for_update(key_share=True)
)
_ABOUT = _UNSETTLED.where(
    _TASK.c.record == bindparam("entity"), or_(_TASK.c.record_key == bindparam("key"), _TASK.c.other_key == bindparam("key"))
)
_ITSELF = _UNSETTLED.where(_TASK.c.id == bindparam("key"))
_SET = update(_TASK).where(_TASK.c.id == bindparam("key")).values(status=bindparam("to"), settled_at=bindparam("since"))
_ALIVE = {
    "Child": _CHILD.c.town_id.is_not(None),
    "Correction": or_(_CORRECTION.c.status == "ASKED", _CORRECTION.c.status == "TO_CONFIRM"),
}
"""Entity -> when a row that is there is on file: a child that a case alone keeps is not, nor a correction that was taken back."""


@cache
def _here(entity: str) -> Any:
    table = TABLES[entity]
    found = select(table.c.id).where(table.c.id == bindparam("key"))
    return found.where(_ALIVE[entity]) if entity in _ALIVE else found


async def follow(at: Fetching, now: datetime, changed: Iterable[tuple[str, int]]) -> set[int | None]:
    """Lapses and opens tasks about rows (entity, key) that left or came back, or that are such tasks themselves.

    Gives the children of the tasks that it changed, None among them for one of none: whose duties are to be renewed.
    """
    touched: set[int | None] = set()
    for entity, key in changed:
        sought, named = (_ITSELF, {"key": key}) if entity == "LeadTask" else (_ABOUT, {"entity": entity, "key": key})
        for task, record, own, other, status, child in await at.fetch(sought, named):
            here = [bool(await at.fetch(_here(record), {"key": k})) for k in (own, other) if k is not None]
            to = "OPEN" if all(here) else "LAPSED"
            if to != status:
                await at.fetch(_SET, {"key": task, "to": to, "since": None if to == "OPEN" else now})
                touched.add(child)
    return touched
