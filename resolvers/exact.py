"""Exact matches on numbers and addresses: allowed under a quota, their operands hashed for the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from authz.caller import Caller
from core.clock import Clock, seconds_to_next_day, work_date
from core.errors import TonghuError
from db.binds import item_value
from db.database import Database
from db.tables.service import EXACT_MATCH_QUOTA
from planner.plan import Plan
from resolvers.attributes import keyed_hash

SOUGHT = "Child.identityNumber"
"""The log's name of what a search by identity number matches."""
_KEYS = ("person_id", "organisation_id", "day")
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


def _add(dialect: str) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    made = insert(EXACT_MATCH_QUOTA).values({n: bindparam(n) for n in (*_KEYS, "used")})
    return made.on_conflict_do_update(
        index_elements=list(_KEYS), set_={"used": EXACT_MATCH_QUOTA.c.used + bindparam("used")}
    ).returning(EXACT_MATCH_QUOTA.c.used)


class ExactMatches:
    """Counts each person's exact matches by day of work; past `limit` they are refused."""

    def __init__(self, database: Database, clock: Clock, limit: int, secret: bytes) -> None:
        self.database, self.clock, self.limit, self.secret = database, clock, limit, secret
        self._statement = _add(database.dialect)

    async def allow(
        self, plan: Plan, slots: Sequence[Any], caller: Caller, sought: Mapping[str, Sequence[str]] = NOTHING
    ) -> str:
        """Counts the exact operands of the plan, of the caller's search and of an input (`sought`: field -> values), and gives
        them as keyed hashes for the log.

        Raises QUOTA_EXCEEDED.
        """
        given = {name: [str(item_value(o, slots)) for o in operands] for name, operands in plan.exact}
        for name, values in sought.items():
            given.setdefault(name, []).extend(values)
        if caller.sought_identity_number is not None:
            given.setdefault(SOUGHT, []).append(caller.sought_identity_number)
        hashes = {name: [keyed_hash(self.secret, name, value) for value in values] for name, values in given.items()}
        wanted = sum(len(h) for h in hashes.values())
        now = self.clock.now()
        keys = {
            "person_id": caller.actor_key or 0, "organisation_id": caller.organisation_id or 0, "day": work_date(now),
        }  # fmt: skip
        async with self.database.transaction() as transaction:
            rows = await transaction.fetch(self._statement, {**keys, "used": wanted})
            if rows[0][0] > self.limit:  # those of the same person at once wait for each other at the row
                raise TonghuError("QUOTA_EXCEEDED", retry_after=seconds_to_next_day(now), limit=self.limit)
        return orjson.dumps(hashes).decode()
