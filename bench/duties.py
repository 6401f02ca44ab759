"""How long the duties of a whole district take: found anew from the records, and listed with their count by who sees most of them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, func, select

from authz.build import load_policies
from authz.caller import Caller, Role
from authz.duties import Duties, duties_on
from core.clock import FixedClock, work_date
from core.settings import Settings
from db.database import Database
from db.duties import refresh_duties, years_of
from db.duty_rows import Scope, owed_rows
from db.postgresql import PostgresDatabase
from db.schema_upgrade import in_transaction
from db.seed.load import seed
from db.seed.options import DEFAULT_NOW, SeedOptions
from db.tables import TABLES
from resolvers.pipeline import Pipeline
from resolvers.request import GraphQLRequest
from server.wiring import limits
from tests.postgres import PostgresServer

LIST = "{ duties(first: 50, filter: { overdue: { eq: true } }) { totalCount nodes { code basis overdue organisation { name } } } }"
BAR = 2.0
"""Seconds, at most, for all duties of a district."""
UNITS = ("police", "civil_affairs", "governance")
"""A unit that owes, and two above others."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Median seconds of one thing, and how many duties it was about."""

    what: str
    seconds: float
    rows: int
    bar: float | None = BAR
    """Seconds at most; None for what runs at night."""


def _found(connection: Connection, duties: Duties, rounds: int) -> list[Taken]:
    query = owed_rows(duties, years_of(DEFAULT_NOW.year), Scope())
    assert query is not None
    counting = select(func.count()).select_from(query.subquery("owed"))
    return [
        _median("all duties found from the records", rounds, lambda: int(connection.scalar(counting) or 0), BAR),
        _median("table held to them anew", rounds, lambda: refresh_duties(connection, duties, DEFAULT_NOW), None),
    ]


def _median(what: str, rounds: int, work: Callable[[], int], bar: float | None) -> Taken:
    spans, rows = [], 0
    for _ in range(rounds):
        began = time.perf_counter()
        rows = work()
        spans.append(time.perf_counter() - began)
    return Taken(what, median(spans), rows, bar)


async def _officer(database: Database, unit: str) -> Caller:
    units, organisation = TABLES["Unit"], TABLES["Organisation"]
    query = select(organisation.c.id, organisation.c.district_id).join(units, units.c.id == organisation.c.unit_id)
    key, district = (await database.fetch(query.where(units.c.code == unit)))[0]
    return Caller(subject=unit, role=Role.OFFICER, person_id=1, organisation_id=key, district_id=district, unit=unit)


async def _timed(rounds: int, work: Callable[[], Awaitable[int]]) -> tuple[float, int]:
    spans, rows = [], 0
    for _ in range(rounds + 1):
        began = time.perf_counter()
        rows = await work()
        spans.append(time.perf_counter() - began)
    return median(spans[1:]), rows


async def _listed(url: str, rounds: int) -> list[Taken]:
    policies = load_policies(Path("policies"), work_date(DEFAULT_NOW))
    database = PostgresDatabase(url, 2, 60_000)
    service = Pipeline(database, policies, FixedClock(DEFAULT_NOW), limits(Settings()), b"bench")
    out = []
    for unit in UNITS:  # the count stops at its cap
        caller = await _officer(database, unit)

        async def work(caller: Caller = caller) -> int:
            answer = json.loads((await service.run(GraphQLRequest(LIST, None, {}, True), caller, "en")).body)
            return int(answer["data"]["duties"]["totalCount"])

        out.append(Taken(f"overdue ones listed by {unit}, with their count", *await _timed(rounds, work)))
    await service.close()
    return out


def measure(children: int, rounds: int) -> list[Taken]:
    """Seeds a PostgreSQL of its own and measures: medians of `rounds`, of the lists without the first, which is cold."""
    duties = duties_on(work_date(DEFAULT_NOW))
    with PostgresServer() as server:
        url = server.create_database()
        seed(url, SeedOptions(children=children, attendance_days=1))
        return [
            *in_transaction(url, lambda connection: _found(connection, duties, rounds)),
            *asyncio.run(_listed(url, rounds)),
        ]  # fmt: skip
