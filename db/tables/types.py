"""Column types of the storage conventions: one Python value, one form in each database.

| kind | Python | PostgreSQL | SQLite |
|---|---|---|---|
| INT | int | BIGINT | INTEGER |
| BOOL | bool | BOOLEAN | INTEGER 0, 1 |
| DATE | date | DATE | TEXT `YYYY-MM-DD` |
| DATETIME | aware datetime | TIMESTAMPTZ(3) | TEXT `2026-01-31T08:00:00.000Z` |
| ID, TEXT, ENUM | str | TEXT COLLATE "C" | TEXT (BINARY) |
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Integer, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine

from core.clock import utc_text
from schema.catalog import Kind


def moment_from_text(text: str) -> datetime:
    """The instant that `core.clock.utc_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An instant in UTC, cut to milliseconds. A naive datetime is refused: it would be read in some local zone."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        if dialect.name == "postgresql":
            return value.replace(microsecond=value.microsecond // 1000 * 1000)
        return utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return moment_from_text(value) if isinstance(value, str) else value


@compiles(Moment, "postgresql")
def _moment_in_postgresql(_type: Moment, _compiler: Any, **_options: Any) -> str:
    # The asyncpg dialect drops the precision of a TIMESTAMP.
    return "TIMESTAMP(3) WITH TIME ZONE"


class Day(TypeDecorator[date]):
    """A date of work."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Flag(TypeDecorator[bool]):
    """A truth value."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Boolean() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def bytewise_text() -> TypeEngine[str]:
    """Text that compares and sorts by its bytes in both databases."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def whole_number() -> TypeEngine[int]:
    """64 bits. INTEGER in SQLite, so that a primary key is the row id itself."""
    return BigInteger().with_variant(Integer(), "sqlite")


def type_of(kind: Kind) -> TypeEngine[Any]:
    """The column type that stores a catalog kind."""
    match kind:
        case Kind.INT:
            return whole_number()
        case Kind.BOOL:
            return Flag()
        case Kind.DATE:
            return Day()
        case Kind.DATETIME:
            return Moment()
        case Kind.ID | Kind.TEXT | Kind.ENUM:
            return bytewise_text()
