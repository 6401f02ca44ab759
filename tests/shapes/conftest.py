"""20,000 children in each database, once, with the statistics that their planners keep."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import make_url

from authz.build import Policies
from core.clock import FixedClock
from core.settings import Settings
from db.divisions import Region
from db.schema_upgrade import run
from db.seed.load import seed
from db.seed.options import DEFAULT_NOW, SeedOptions
from resolvers.pipeline import Pipeline
from server.databases import open_database
from server.wiring import limits
from tests.compiled import project_policies
from tests.oracle.fixtures import report, summary
from tests.postgres import PostgresServer
from tests.shapes.plans import PostgresPlans, SqlitePlans

__all__ = ["report"]
SIZE = SeedOptions(children=20_000, attendance_days=5, now=DEFAULT_NOW, region=Region.CHONGQING)
"""All of the city: a district is a small part of it, as a town is of a district."""


@pytest.fixture(scope="session")
def many_in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("shapes") / "many.db"
    seed(f"sqlite:///{path}", SIZE)
    with sqlite3.connect(path) as connection:
        connection.execute("ANALYZE")
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def many_in_postgres(postgres_server: PostgresServer) -> str:
    url = postgres_server.create_database()
    seed(url, SIZE)

    async def analyse() -> None:
        dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(dsn)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()

    run(analyse())
    return url


Plans = SqlitePlans | PostgresPlans


@pytest.fixture(params=["sqlite", "postgresql"])
async def plans(request: pytest.FixtureRequest) -> AsyncIterator[Plans]:
    """Explains statements over many children, once for each kind of database."""
    made: Plans
    if request.param == "sqlite":
        made = SqlitePlans(request.getfixturevalue("many_in_sqlite"))
    else:
        made = await PostgresPlans.open(request.getfixturevalue("many_in_postgres"))
    yield made
    await made.close()


@pytest.fixture(scope="session")
def policies() -> Policies:
    return project_policies(SIZE.today)


@pytest.fixture
async def pipeline(plans: Plans, policies: Policies) -> AsyncIterator[Pipeline]:
    """A service that only compiles: it never connects."""
    url = "sqlite:///nowhere" if plans.dialect == "sqlite" else "postgresql+asyncpg://nobody@localhost/nowhere"
    s = Settings(database_url=url)
    made = Pipeline(open_database(s), policies, FixedClock(SIZE.now), limits(s), b"")
    yield made
    await made.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
