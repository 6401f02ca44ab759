"""What the resolvers ask of a database; `db.sqlite` and `db.postgresql` answer."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import ClauseElement, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from core.errors import TonghuError
from core.observe import describe, log
from db.statement import Statement
from db.tables.service import PLAN_DESCRIPTOR

T = TypeVar("T")
_TRIES = 5
_PAUSE_SECONDS = 0.05
"""The longest pause before the second try; before each further one as much more."""


class Undone(TonghuError):  # noqa: N818 - what became of the transaction, mended by its next try
    """The database undid a transaction for what others wrote at once: each waited for the other, or a row that it refers to has
    gone. Nothing of it stands; run anew it sees what they have written."""


async def settled(run: Callable[[], Awaitable[T]]) -> T:
    """What `run` gives, which works in one transaction and leaves nothing behind without it. Run anew where it was undone,
    `_TRIES` times in all; then its `Undone` is the caller's error."""
    for tried in range(1, _TRIES):
        try:
            return await run()
        except Undone as error:
            log().warning("transaction_undone", tried=tried, **describe(error))
            await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS * tried))  # noqa: S311 - no secret: two must not meet again
    try:
        return await run()
    except Undone as error:
        if error.code == "INTERNAL" and error.__cause__ is not None:
            raise error.__cause__ from None  # a defect, to be logged as one
        raise


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What the flags of a plan mean; stored once, before its first answer leaves."""

    hash: str
    policy_version: str
    body: str

    def row(self) -> dict[str, Any]:
        return {"hash": self.hash, "policy_version": self.policy_version, "body": self.body}


@cache
def describing(dialect: str) -> Any:
    """The statement that stores a descriptor, if it is not there yet."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    names = [c.name for c in PLAN_DESCRIPTOR.c]
    return insert(PLAN_DESCRIPTOR).values({n: bindparam(n) for n in names}).on_conflict_do_nothing()


class Transaction(Protocol):
    """An open writing transaction: committed when its context ends well, rolled back otherwise."""

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs a SQLAlchemy statement (values by bind name) and gives its rows."""
        ...

    async def run(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Runs a text compiled for this database (`db.lookups`) and gives its rows."""
        ...

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        """Runs a planned statement within the transaction, its log included. Gives its row."""
        ...


class Database(Protocol):
    """A database. Errors are `TonghuError` DATABASE_UNAVAILABLE, DATABASE_TIMEOUT or LOG_UNAVAILABLE, all else a defect."""

    dialect: str

    async def read(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Sequence[Any]:
        """Runs a planned statement; its log is durable when this returns. Gives its row."""
        ...

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs a reading SQLAlchemy statement outside any view: the service's own look-ups."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A writing transaction. Raises `Undone` too, for `settled`."""
        ...

    async def ready(self) -> bool:
        """The database answers."""
        ...

    async def close(self) -> None:
        """Ends all connections, what is under way first."""
        ...
