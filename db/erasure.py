"""The end of retention: what is archived is erased, with what was remembered of its changes. The log keeps keys.

Source: 个人信息保护法 四十七; domain conflict 8.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, bindparam, delete, exists, insert, select, union

from db.duties import Fetching
from db.elements import number
from db.tables import TABLES
from db.tables.service import ARCHIVED, ARCHIVING, CHANGE, OUTBOX

_END, _CHILD = TABLES["RecordEnd"], TABLES["Child"]

_DUE = union(*(
    select(table.c.child_id).where(table.c.erase_on <= bindparam("today")) for table in (ARCHIVED, _END)
)).order_by("child_id")  # fmt: skip
_OVER = and_(ARCHIVED.c.child_id == bindparam("child"), ARCHIVED.c.erase_on <= bindparam("today"))
_OF_FAMILY = select(ARCHIVED.c.entity, ARCHIVED.c.row_id).where(_OVER, ARCHIVED.c.row_id.is_not(None))
_ERASE = delete(ARCHIVED).where(_OVER)
_LEFT = select(number(1)).where(
    exists(select(ARCHIVED.c.id).where(ARCHIVED.c.child_id == bindparam("child")))
    | exists(select(_CHILD.c.id).where(_CHILD.c.id == bindparam("child")))
)
_LET_GO = insert(ARCHIVING).values(child_id=bindparam("child"))
_HOLD = delete(ARCHIVING).where(ARCHIVING.c.child_id == bindparam("child"))
_CHANGES = delete(CHANGE).where(CHANGE.c.child_id == bindparam("child"))
_FAMILY_CHANGES = delete(CHANGE).where(CHANGE.c.entity == bindparam("entity"), CHANGE.c.row_id == bindparam("key"))
_EVENTS = delete(OUTBOX).where(OUTBOX.c.child_id == bindparam("child"))
_ENDS = delete(_END).where(_END.c.child_id == bindparam("child"), _END.c.erase_on <= bindparam("today"))
"""On its day, whether or not a case went on and left rows for later: that would show."""


async def due(at: Fetching, today: date) -> list[int]:
    """Keys of the children of whom something archived is to be erased by today."""
    return [int(row[0]) for row in await at.fetch(_DUE, {"today": today})]


async def erase(at: Fetching, child: int, today: date) -> bool:
    """Erases what is due of the child's record. True where nothing of it is left, so that its changes went too."""
    named = {"child": child}
    family = await at.fetch(_OF_FAMILY, {**named, "today": today})
    for statement in (_ERASE, _ENDS):
        await at.fetch(statement, {**named, "today": today})
    await at.fetch(_LET_GO, named)
    for entity, key in family:
        await at.fetch(_FAMILY_CHANGES, {"entity": entity, "key": key})
    whole = not await at.fetch(_LEFT, named)
    if whole:
        for statement in (_CHANGES, _EVENTS):
            await at.fetch(statement, named)
    await at.fetch(_HOLD, named)
    return whole
