"""What the resolvers ask of a database; `db.sqlite` and `db.postgresql` answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import ClauseElement, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from db.statement import Statement
from db.tables.service import PLAN_DESCRIPTOR


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
        """A writing transaction."""
        ...

    async def ready(self) -> bool:
        """The database answers."""
        ...

    async def close(self) -> None:
        """Ends all connections, what is under way first."""
        ...
