"""Query plans of compiled statements: what a plan reads, and in which way."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import make_url

from db.postgresql import SETTINGS
from db.sqlite_file import connect

BIG = frozenset({
    "child", "guardian", "guardianship", "attendance_day", "enrolment", "intervention", "household",
    "ledger_entry", "ledger_review", "visit", "finding", "migration_filing", "near_relative", "family_file", "agreement",
})  # fmt: skip
"""Tables that grow with the children."""
_ALIAS = re.compile(r"\b(?:FROM|JOIN|,) \(?(\w+) AS (x\d+)\b")


@dataclass(frozen=True)
class Explained:
    """A plan as text, the tables that it scans from end to end, and the indexes that it uses."""

    text: str
    scanned: frozenset[str]
    indexes: frozenset[str]


class SqlitePlans:
    """EXPLAIN QUERY PLAN over a connection like a reader's."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self.connection = connect(str(make_url(url).database), read_only=True)

    async def explain(self, sql: str) -> Explained:
        aliases = {alias: table for table, alias in _ALIAS.findall(sql)}
        details = [row[3] for row in self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))]
        scans = (re.match(r"SCAN (\w+)", d) for d in details)
        return Explained(
            "\n".join(details),
            frozenset(aliases.get(m[1], m[1]) for m in scans if m),
            frozenset(m for d in details for m in re.findall(r"INDEX (\w+)", d)),
        )

    async def close(self) -> None:
        self.connection.close()


class PostgresPlans:
    """EXPLAIN of a prepared statement's generic plan, which is what the service runs."""

    dialect = "postgresql"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @classmethod
    async def open(cls, url: str) -> PostgresPlans:
        dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return cls(await asyncpg.connect(dsn, server_settings=SETTINGS))

    async def explain(self, sql: str) -> Explained:
        await self.connection.execute(f"PREPARE shape AS {sql}")
        arguments = ", ".join(["NULL"] * max(map(int, re.findall(r"\$(\d+)", sql)), default=0))
        [[text]] = await self.connection.fetch(
            f"EXPLAIN (FORMAT JSON) EXECUTE shape{f'({arguments})' if arguments else ''}"
        )
        await self.connection.execute("DEALLOCATE shape")
        scanned, indexes = set(), set()
        for node in _nodes(json.loads(text)[0]["Plan"]):
            along = node["Node Type"] in ("Index Scan", "Index Only Scan") and "Index Cond" not in node
            if along or node["Node Type"] == "Seq Scan":  # a walk along a whole index is a scan too
                scanned.add(node["Relation Name"])
            if "Index Name" in node:
                indexes.add(node["Index Name"])
        return Explained(text, frozenset(scanned), frozenset(indexes))

    async def close(self) -> None:
        await self.connection.close()


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(n for inner in plan.get("Plans", ()) for n in _nodes(inner))]
