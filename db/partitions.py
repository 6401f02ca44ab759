"""Months of the disclosure log: PostgreSQL keeps each month of it in a partition of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, text

from db.tables.service import LOG

MONTHS_AHEAD = 24
"""How many months an upgrade prepares, the present one included."""


def months(first: date, count: int) -> Iterator[tuple[date, date]]:
    """`count` months from that of `first`, each as (its first day, the first day of the next)."""
    number = first.year * 12 + first.month - 1
    for n in range(number, number + count):
        yield date(n // 12, n % 12 + 1, 1), date((n + 1) // 12, (n + 1) % 12 + 1, 1)


def add_partitions(connection: Connection, first: date, count: int = MONTHS_AHEAD) -> list[str]:
    """Makes the partitions that are missing for `count` months (UTC) from that of `first`; returns their names.

    Rows that came before their month had a partition are moved out of the default one, in the same
    transaction. Does nothing on SQLite. Needs the rights of the tables' owner.
    """
    if connection.dialect.name != "postgresql":
        return []
    made = []
    for table in (t.name for t in LOG):
        for start, end in months(first, count):
            name = f"{table}_{start:%Y_%m}"
            if connection.scalar(text("SELECT to_regclass(:name)"), {"name": name}) is None:
                _add(connection, table, name, start, end)
                made.append(name)
    return made


def _add(connection: Connection, table: str, name: str, start: date, end: date) -> None:
    # Every word below comes from our own tables and from dates; DDL takes no bound values.
    low, high = f"'{start.isoformat()} 00:00:00+00'", f"'{end.isoformat()} 00:00:00+00'"
    within = f"recorded_at >= {low} AND recorded_at < {high}"
    connection.execute(text(f"CREATE TABLE {name} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"))
    moved = f"WITH late AS (DELETE FROM {table}_other WHERE {within} RETURNING *) INSERT INTO {name} SELECT * FROM late"  # noqa: S608
    # They stay in the log: the guard against deletion looks away while they move.
    connection.execute(text(f"ALTER TABLE {table}_other DISABLE TRIGGER USER"))
    connection.execute(text(moved))
    connection.execute(text(f"ALTER TABLE {table}_other ENABLE TRIGGER USER"))
    connection.execute(text(f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ({low}) TO ({high})"))
