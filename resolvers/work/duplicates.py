"""The same person twice: seen by the lead unit alone, so that registering tells nobody who is on file elsewhere."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select

from db.tables import TABLES
from db.tables.service import LEAD_TASK
from resolvers.work.base import Work

_OTHERS = {
    entity: select(TABLES[entity].c.id)
    .where(TABLES[entity].c.identity_number == bindparam("number"), TABLES[entity].c.id != bindparam("key"))
    .order_by(TABLES[entity].c.id)
    .limit(1)
    for entity in ("Child", "Guardian")
}

_OPEN = insert(LEAD_TASK).values({n: bindparam(n) for n in ("kind", "row_id", "other_id", "opened_at")})


async def note_duplicate(at: Work, entity: str, key: int) -> None:
    """Opens a task of the lead unit where another person on file has the number given."""
    number = at.given("identityNumber")
    if number is None:
        return
    others = await at.transaction.fetch(_OTHERS[entity], {"number": number, "key": key})
    if others:
        row = {"kind": f"duplicate_{entity.lower()}", "row_id": key, "other_id": others[0][0], "opened_at": at.now}
        await at.transaction.fetch(_OPEN, row)
