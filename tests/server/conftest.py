"""A served service over a small database, once for each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.settings import Settings
from db.database import Database
from db.schema_upgrade import upgrade
from server.app import App
from server.databases import open_database
from server.minting import key_set
from server.wiring import build
from tests.compiled import compiled
from tests.http_client import RunningServer
from tests.postgres import PostgresServer
from tests.server.registry import AUDIENCE, EC_KEY, ISSUER, KEY, fill


@dataclass
class SmallService:
    """A served database with the organisations of `tests.server.registry`; `registry` is the test's own way in."""

    server: RunningServer
    registry: Database


def settings_for(url: str, folder: Path, keys: bytes) -> Settings:
    """Settings of a service whose keys and secrets lie in `folder`."""
    (folder / "jwks.json").write_bytes(keys)
    return Settings(
        database_url=url,
        jwks=str(folder / "jwks.json"),
        secret_file=str(folder / "secret.key"),
        policy_cache=str(compiled()),
        token_issuer=ISSUER,
        token_audience=AUDIENCE,
        log_level="error",
    )


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def small_service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[SmallService]:
    folder = tmp_path_factory.mktemp("small-service")
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{folder / 'tonghu.db'}" if sqlite else postgres_server.create_database()
    upgrade(url)
    chosen = settings_for(url, folder, key_set(KEY, EC_KEY))
    made: list[Database] = []

    async def make() -> tuple[App, Any]:
        registry = open_database(chosen)
        await fill(registry)
        made.append(registry)
        parts = await build(chosen)

        async def close() -> None:
            await parts.close()
            await registry.close()

        return parts.app, close

    with RunningServer(make) as server:
        yield SmallService(server, made[0])
