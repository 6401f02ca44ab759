"""A database for each test of the two kinds, and the counts at the end of a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracle.fixtures import report, summary
from tests.postgres import PostgresServer

__all__ = ["report"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.db'}"
        return
    made = postgres_server.create_database()
    yield made
    postgres_server.drop_database(made)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
