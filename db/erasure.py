"""The end of retention: what is archived is erased, with what was remembered of its changes. The log keeps keys.

Source: 个人信息保护法 四十七; domain conflict 8.
"""

from __future__ import annotations

from datetime import date

import orjson
from sqlalchemy import and_, bindparam, delete, exists, select, union

from db.archive import HOLD, LET_GO, ROWS
from db.belongings import NOT_BY_CHILD
from db.duties import Fetching
from db.elements import number
from db.tables import TABLES
from db.tables.service import ARCHIVED, CHANGE, OUTBOX

_END, _CHILD = TABLES["RecordEnd"], TABLES["Child"]

_DUE = union(*(
    select(table.c.child_id).where(table.c.erase_on <= bindparam("today")) for table in (ARCHIVED, _END)
)).order_by("child_id")  # fmt: skip
_OVER = and_(ARCHIVED.c.child_id == bindparam("child"), ARCHIVED.c.erase_on <= bindparam("today"))
_GOING = select(ARCHIVED.c.entity, ARCHIVED.c.kind, ARCHIVED.c.row_id, ARCHIVED.c.body).where(_OVER)
_ERASE = delete(ARCHIVED).where(_OVER)
_LEFT = select(number(1)).where(
    exists(select(ARCHIVED.c.id).where(ARCHIVED.c.child_id == bindparam("child")))
    | exists(select(_CHILD.c.id).where(_CHILD.c.id == bindparam("child")))
)
_CHANGES = delete(CHANGE).where(CHANGE.c.child_id == bindparam("child"))
_CHANGES_OF = delete(CHANGE).where(CHANGE.c.entity == bindparam("entity"), CHANGE.c.row_id == bindparam("key"))
_EVENTS = delete(OUTBOX).where(OUTBOX.c.child_id == bindparam("child"))
_ENDS = delete(_END).where(_END.c.child_id == bindparam("child"), _END.c.erase_on <= bindparam("today"))
"""On its day, whether or not a case went on and left rows for later: that would show."""


async def due(at: Fetching, today: date) -> list[int]:
    """Keys of the children of whom something archived is to be erased by today."""
    return [int(row[0]) for row in await at.fetch(_DUE, {"today": today})]


async def erase(at: Fetching, child: int, today: date) -> bool:
    """Erases what is due of the child's record. True where nothing of it is left, so that its changes went too."""
    named = {"child": child}
    going = await at.fetch(_GOING, {**named, "today": today})
    for statement in (_ERASE, _ENDS):
        await at.fetch(statement, {**named, "today": today})
    await at.fetch(LET_GO, named)
    for entity, kind, of_family, body in going:
        # What was written of them before they had a child, or of a family, is not found by the child.
        if kind == ROWS and (of_family is not None or entity in NOT_BY_CHILD):
            for row in orjson.loads(body):
                await at.fetch(_CHANGES_OF, {"entity": entity, "key": row["id"]})
    whole = not await at.fetch(_LEFT, named)
    if whole:
        for statement in (_CHANGES, _EVENTS):
            await at.fetch(statement, named)
    await at.fetch(HOLD, named)
    return whole
