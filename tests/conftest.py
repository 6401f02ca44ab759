"""Databases for tests. Each test that asks for one gets its own."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from db.seed.load import seed
from db.seed.options import DEFAULT_NOW, SeedOptions
from db.sqlite_file import log_path
from tests.compiled import compiled
from tests.postgres import PostgresServer

SEED = SeedOptions(children=1_000, attendance_days=10, now=DEFAULT_NOW)
"""What the seeded databases hold; a test's clock stands at `SEED.now`, or the doors are shut."""


TOGETHER = ("tests/shapes/", "tests/explorer/", "tests/server/test_demo.py", "tests/server/test_tour.py")
"""What stands on something that takes long to make: all of one goes to one process, which makes it once."""


class Together(LoadScopeScheduling):
    """Hands out tests one by one, those of `TOGETHER` all at once.

    By path, not by the mark `xdist_group`: xdist 3.8 writes that into a node's id in a way that pytest 9.2 does not read.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """The order in which processes are given tests."""
    return Together(config, log)  # type: ignore[arg-type]  # a Producer, which xdist does not export


def pytest_configure() -> None:
    """Python looks for cycles less often: schemas, plans, statements and documents are many objects that mostly stay."""
    gc.set_threshold(50_000, 20, 10)
    compiled()  # here, so that the processes that xdist starts have it of the first


def pytest_collection_finish() -> None:
    """What is imported by now lives until the end and is looked at no more, as in a serving process (`server.process.settle`)."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL per test process."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'tonghu.db'}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """URL of an empty PostgreSQL database."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database, once for each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the data of `SEED` that nobody may open: it is copied."""
    path = tmp_path_factory.mktemp("seeded") / "template.db"
    seed(f"sqlite:///{path}", SEED)
    return path


@pytest.fixture(scope="session")
def seeded_sqlite(sqlite_template: Path) -> str:
    """URL of a SQLite file with the data of `SEED`, shared by all tests: only the log may be written."""
    return _copy(sqlite_template, sqlite_template.with_name("shared.db"))


def _copy(template: Path, target: Path) -> str:
    shutil.copyfile(template, target)
    shutil.copyfile(log_path(str(template)), log_path(str(target)))
    return f"sqlite:///{target}"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """URL of a PostgreSQL database with the data of `SEED` that nobody may stay connected to: it is copied."""
    url = postgres_server.create_database()
    seed(url, SEED)
    return url


@pytest.fixture(scope="session")
def seeded_postgres(postgres_server: PostgresServer, postgres_template: str) -> str:
    """URL of a PostgreSQL database with the data of `SEED`, shared by all tests: only the log may be written."""
    return postgres_server.create_database(postgres_template)


@pytest.fixture
def own_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """URL of this test's own SQLite file with the data of `SEED`."""
    return _copy(sqlite_template, tmp_path / "own.db")


@pytest.fixture
def own_postgres(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """URL of this test's own PostgreSQL database with the data of `SEED`."""
    url = postgres_server.create_database(postgres_template)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def seeded(request: pytest.FixtureRequest) -> str:
    """URL of a shared database with the data of `SEED`, once for each kind: only the log may be written."""
    url: str = request.getfixturevalue("seeded_sqlite" if request.param == "sqlite" else "seeded_postgres")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def own(request: pytest.FixtureRequest) -> str:
    """URL of this test's own database with the data of `SEED`, once for each kind."""
    url: str = request.getfixturevalue("own_sqlite" if request.param == "sqlite" else "own_postgres")
    return url
