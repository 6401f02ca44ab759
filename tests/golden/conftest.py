"""A service over the golden world on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from authz.build import Policies
from core.clock import work_date
from db.schema_upgrade import run
from tests.compiled import project_policies
from tests.golden.stage import Stage
from tests.golden.world import NOW
from tests.postgres import PostgresServer

Stages = dict[str, Stage]
"""By dialect."""


@pytest.fixture(scope="session")
def policies() -> Policies:
    return project_policies(work_date(NOW))


@pytest.fixture
async def stages(stored: dict[str, str], policies: Policies) -> AsyncIterator[Stages]:
    made = {dialect: Stage(url, policies) for dialect, url in stored.items()}
    yield made
    for stage in made.values():
        await stage.close()


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> dict[str, str]:
    """Both databases with the golden world in them."""
    made = {
        "sqlite": f"sqlite:///{tmp_path_factory.mktemp('golden') / 'world.db'}",
        "postgresql": postgres_server.create_database(),
    }
    for url in made.values():
        run(Stage.fill(url))
    return made
