"""With which settings the service starts, and what it says where it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import text

from core.settings import Settings
from db.schema_upgrade import current, downgrade, in_transaction, upgrade
from server.minting import key_set
from server.wiring import ConfigurationError, build, read_secret
from tests.server.conftest import settings_for
from tests.server.registry import KEY

PROJECT = Path(__file__).parents[2]


async def test_tables_that_are_missing_or_old(empty_url: str, tmp_path: Path) -> None:
    chosen = settings_for(empty_url, tmp_path, key_set(KEY))
    with pytest.raises(ConfigurationError, match="tonghu db upgrade"):
        await build(chosen)
    upgrade(empty_url)
    downgrade(empty_url, "-1")
    with pytest.raises(ConfigurationError, match="revision"):
        await build(chosen)
    upgrade(empty_url)
    parts = await build(chosen)
    assert await parts.service.ready()
    await parts.close()


async def test_a_server_that_is_away_may_come_later(tmp_path: Path) -> None:
    chosen = settings_for("postgresql+asyncpg://nobody@127.0.0.1:1/none", tmp_path, key_set(KEY))
    parts = await build(chosen)
    assert not await parts.service.ready()
    await parts.close()


def test_the_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret.key"
    secret = read_secret(path)
    assert len(secret) == 32
    assert read_secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"short")
    with pytest.raises(ConfigurationError, match="5 bytes"):
        read_secret(path)


def test_every_setting_is_described_and_every_variable_named_in_the_docs_is_one() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    known = {f"TONGHU_{name.upper()}" for name in Settings.model_fields}
    pages = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    named = {name for page in pages for name in re.findall(r"TONGHU_[A-Z_]+\b", page.read_text(encoding="utf-8"))}
    assert {"TONGHU_DATABASE_URL", "TONGHU_JWKS"} <= named <= known


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHU_PORT", "8123")
    monkeypatch.setenv("TONGHU_HOST", "127.0.0.2")
    assert (Settings().port, Settings().host) == (8123, "127.0.0.2")
    monkeypatch.setenv("TONGHU_PORT", "no number")
    with pytest.raises(ValueError, match="port"):
        Settings()


async def test_tables_of_a_newer_version_are_left_alone(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    in_transaction(empty_url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(ConfigurationError, match="9999, which this version does not know"):
        await build(settings_for(empty_url, tmp_path, key_set(KEY)))
    with pytest.raises(CommandError, match="9999, which this version does not know"):
        upgrade(empty_url)
    assert current(empty_url) == "9999"


async def test_a_file_that_is_not_there_or_may_not_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"not there .* or its folder may not be written"):
        await build(settings_for(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}", tmp_path, key_set(KEY)))
