"""A place for each of the two databases, its world renewed for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.mutations.locking import Locks
from tests.mutations.place import Place
from tests.oracle.service import Stage, policies_of
from tests.postgres import PostgresServer


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["sqlite", "postgresql"])
async def world_stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> AsyncIterator[Stage]:
    path = tmp_path_factory.mktemp("mutations") / "world.db"
    url = f"sqlite:///{path}" if request.param == "sqlite" else postgres_server.create_database()
    stage = Stage(url, policies_of())
    yield stage
    await stage.close()


@pytest_asyncio.fixture(loop_scope="session")
async def place(world_stage: Stage) -> Place:
    """One of the databases with the hand-made world in it."""
    made = Place(world_stage)
    await made.reset()
    return made


@pytest.fixture(autouse=True)
def no_lock_is_raised(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No mutation of any test here shares a row and then wants it for itself."""
    locks = Locks(monkeypatch)
    yield
    assert not locks.raised
