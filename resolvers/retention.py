"""What follows from the calendar for the records of children, every night: who turned 16 leaves, a child that a case kept goes once
none runs, and what was kept its time is erased (个人信息保护法 十九, 四十七; domain conflict 8).

Each child has a transaction of its own. A second run of the same night finds nothing to do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select

from authz.build import Policies
from authz.caller import Caller, Role
from core.clock import Clock, work_date, years_after, years_before
from core.observe import describe, log
from db.archive import Term, alone_with_child
from db.belongings import read_record, running
from db.database import Database, settled
from db.duties import Renewals, Written
from db.erasure import due, erase
from db.tables import TABLES
from resolvers.attributes import attributes_of
from resolvers.work.base import Problems, Work, registered
from resolvers.work.record import record_event
from resolvers.work.record_ends import TURNED_SIXTEEN, archive
from schema.mutations import MUTATIONS

KEEPER = "town"
"""Who ends records, and in whose name the night ends those of children who turned 16."""
EVENT = "endRecord"

_CHILD, _ORGANISATION = TABLES["Child"], TABLES["Organisation"]
_GROWN = (
    select(_CHILD.c.id, _CHILD.c.public_id, _CHILD.c.birth_date, _CHILD.c.district_id, _CHILD.c.town_id)
    .where(_CHILD.c.birth_date <= bindparam("born"), _CHILD.c.town_id.is_not(None))
    .order_by(_CHILD.c.id)
)
_BODY = select(_ORGANISATION.c.id).where(
    _ORGANISATION.c.kind == "TOWN", _ORGANISATION.c.town_id == bindparam("town")
).order_by(_ORGANISATION.c.id)  # fmt: skip
_LEFT = select(_CHILD.c.id).where(_CHILD.c.town_id.is_(None)).order_by(_CHILD.c.id)

Progress = Callable[[str, int, int], None]
"""Told after each child: what is done, how many, of how many."""


@dataclass
class Night:
    """What a run has done, in children. `waiting`: turned 16, and a case that the town sees is open; `failed`: see the log."""

    ended: int = 0
    waiting: int = 0
    let_go: int = 0
    erased: int = 0
    failed: int = 0


class Retention:
    """The run over one database under one version of the policies. `secret`: the key of keyed hashes."""

    def __init__(self, database: Database, policies: Policies, clock: Clock, secret: bytes) -> None:
        self.database, self.policies, self.clock, self.secret = database, policies, clock, secret
        self.view = policies.view(KEEPER, policies.widest_role(KEEPER))
        self._renewals = Renewals(policies.duties, database.dialect)
        self.today = work_date(clock.now())

    async def run(self, progress: Progress = lambda *_: None) -> Night:
        """Does what is due. What fails for one child is logged and counted, and keeps nobody else waiting."""
        done = Night()
        born = years_before(self.today, self.policies.declared.numbers["child_until"].value)
        grown = await self.database.fetch(_GROWN, {"born": born})
        left = await self.database.fetch(_LEFT)
        steps: tuple[tuple[str, Sequence[Any], Callable[[Night, Any], Awaitable[None]]], ...] = (
            ("ending", grown, self._end), ("letting go", left, self.let_go),
            ("erasing", await due(self.database, self.today), self._erase),
        )  # fmt: skip
        for what, rows, step in steps:
            for n, row in enumerate(rows, 1):
                try:
                    await step(done, row)
                except Exception as error:  # a defect, or the database for a moment: the next night comes back to it
                    done.failed += 1
                    log().error("retention_failed", step=what, **describe(error))
                progress(what, n, len(rows))
        return done

    async def _end(self, done: Night, row: Any) -> None:
        """As the town's officer would; who would be refused because of a case that the town sees waits."""
        _, public_id, born, district, town = row
        day = date.fromisoformat(born) if isinstance(born, str) else born
        given = {
            "childId": public_id, "cause": TURNED_SIXTEEN,
            "occurredOn": years_after(day, self.policies.declared.numbers["child_until"].value),
        }  # fmt: skip
        bodies = await self.database.fetch(_BODY, {"town": town})
        caller = Caller(
            KEEPER, Role.OFFICER, organisation_id=bodies[0][0] if bodies else None, district_id=district, town_id=town
        )

        async def end() -> None:
            async with self.at_work(caller, given) as at:
                outcome = await registered[EVENT](at)
                await record_event(at.transaction, at.now, EVENT, "RecordEnd", outcome.key, at.addressed)
                await self._renewals.after(at.transaction, Written.of(at.written), self.today)

        try:
            await settled(end)
        except Problems as refused:
            done.waiting += any(p.code == "MOVE_NOT_ALLOWED" for p in refused.problems)
        else:
            done.ended += 1

    async def let_go(self, done: Night, row: Any) -> None:
        """Archives what a case had kept, where none runs any more. Its time begins now. `row`: the key of the child."""
        done.let_go += await settled(partial(self._let_go, int(row[0])))

    async def _let_go(self, child: int) -> bool:
        async with self.database.transaction() as transaction:
            await alone_with_child(transaction, child)
            record = await read_record(transaction, child)
            if record is None or record.child["town_id"] is not None:  # restored meanwhile
                return False
            if running(record, self.policies.declared.outlasting, self.today):
                return False
            years = self.policies.declared.numbers["record_retention_years"].value
            touched = await archive(transaction, record, (), Term(self.clock.now(), years_after(self.today, years)))
            if touched:
                await self._renewals.after(transaction, Written.of({"LeadTask": touched}), self.today)
        return True

    async def _erase(self, done: Night, child: int) -> None:
        async def take() -> bool:
            async with self.database.transaction() as transaction:
                return await erase(transaction, child, self.today)

        done.erased += await settled(take)

    @asynccontextmanager
    async def at_work(self, caller: Caller, given: dict[str, Any]) -> AsyncIterator[Work]:
        """The work of a mutation in the name of `caller`, in a transaction."""
        attributes = attributes_of(caller, self.view, self.clock, "mutation", self.secret)
        async with self.database.transaction() as transaction:
            yield Work(
                MUTATIONS[EVENT], transaction, self.database.dialect, self.view, caller, attributes["now"], self.today,
                attributes, self.secret, given, declared=self.policies.declared,
                others=lambda subject: self.policies.view(subject, self.policies.widest_role(subject)),
            )  # fmt: skip
