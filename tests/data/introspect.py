"""What a database really holds: tables, columns, constraints and indexes, in the database's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

_POSTGRES = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, o.collname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation o ON o.oid = a.attcollation
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
          AND NOT (SELECT relispartition FROM pg_class WHERE pg_class.oid = conrelid) ORDER BY 1, 2""",
    "indexes": """
        SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND NOT (SELECT relispartition FROM pg_class
          WHERE relname = tablename AND relnamespace = 'public'::regnamespace) ORDER BY 1, 2""",
    "partitioning": """
        SELECT partrelid::regclass::text, pg_get_partkeydef(partrelid) FROM pg_partitioned_table ORDER BY 1""",
}


def in_words(listed: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows of sqlite_master as they are compared: (kind, table, name, text)."""
    return [(kind, table, name, _in_any_order(kind, sql or "")) for kind, name, table, sql in listed]


def _in_any_order(kind: str, sql: str) -> str:
    """The text of an index as it is; of a table with its parts sorted, for a column that was added later stands last."""
    words = " ".join(sql.split())
    return ", ".join(sorted(words.split(", "))) if kind == "table" else words


def schema_of(connection: Connection) -> list[str]:
    """Lines that describe the database; equal lists mean equal schemas. The revision table is left out."""
    if connection.dialect.name == "postgresql":
        rows = [(part, *row) for part, query in _POSTGRES.items() for row in connection.execute(text(query))]
    else:
        rows = in_words(connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")))
    return [str(row) for row in rows if row[1] != "alembic_version"]
