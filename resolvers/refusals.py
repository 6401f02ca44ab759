"""Refusals of authenticated callers: logged, repeats of a day added up; anonymous ones only counted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import bindparam, case
from sqlalchemy.dialects import postgresql, sqlite

from authz.caller import Caller
from core.clock import Clock, work_date
from core.errors import TonghuError
from db.database import Database
from db.tables.service import REFUSAL

log = structlog.get_logger("tonghu.refusals")

_KEYS = ("day", "person_id", "organisation_id", "code", "operation_hash")
FLUSH_SECONDS = 1.0


def _add(dialect: str) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    made = insert(REFUSAL).values({n: bindparam(n) for n in (*_KEYS, "times", "first_at", "last_at")})
    first, last, given = REFUSAL.c.first_at, REFUSAL.c.last_at, made.excluded
    return made.on_conflict_do_update(  # several processes add up the same refusals, in any order
        index_elements=list(_KEYS),
        set_={
            "times": REFUSAL.c.times + given.times,
            "first_at": case((given.first_at < first, given.first_at), else_=first),
            "last_at": case((given.last_at > last, given.last_at), else_=last),
        },
    )


class Refusals:
    """Adds up refusals in memory and writes them within a second."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.anonymous = 0
        self._statement = _add(database.dialect)
        self._counts: dict[tuple[Any, ...], list[Any]] = {}
        self._writer: asyncio.Task[None] | None = None

    def note(self, caller: Caller, errors: Sequence[TonghuError], operation: str) -> None:
        """Counts the refusal under its first code."""
        if caller.is_public:
            self.anonymous += 1
            return
        now = self.clock.now()
        key = (work_date(now), caller.actor_key, caller.organisation_id or 0, errors[0].code, operation)
        entry = self._counts.setdefault(key, [0, now, now])
        entry[0] += 1
        entry[2] = now
        if self._writer is None or self._writer.done():
            self._writer = asyncio.get_running_loop().create_task(self._later())

    async def _later(self) -> None:
        await asyncio.sleep(FLUSH_SECONDS)
        await self.flush()

    async def flush(self) -> None:
        """Writes what was counted; keeps it where the database is away."""
        counts, self._counts = self._counts, {}
        if not counts:
            return
        try:
            async with self.database.transaction() as transaction:
                for key, (times, first, last) in sorted(counts.items()):  # in one order, or processes stop each other
                    row = dict(zip(_KEYS, key, strict=True)) | {"times": times, "first_at": first, "last_at": last}
                    await transaction.fetch(self._statement, row)
        except TonghuError as error:
            log.warning("refusals not written yet", code=error.code, waiting=len(counts))
            for key, entry in counts.items():
                kept = self._counts.setdefault(key, [0, entry[1], entry[2]])
                kept[0] += entry[0]
