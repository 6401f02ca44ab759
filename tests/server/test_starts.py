"""What an operator gets wrong ends with code 1 and lines of reason: no stack, no other service than he asked for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RUN = "import sys; sys.argv[0] = 'tonghu'; from server.cli import main; main()"


def tonghu(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {"TONGHU_DATABASE_URL": f"sqlite:///{folder / 't.db'}", "TONGHU_SECRET_FILE": str(folder / "secret.key"), **environment}
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(PROJECT), **given},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def refused(ended: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    for word in words:
        assert word in ended.stderr
    assert not ended.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TONGHU_PORT", "abc"),
        ("TONGHU_WORKERS", "0"),
        ("TONGHU_LOG_LEVEL", "loud"),
        ("TONGHU_DATABASE_URL", "mysql://u:hush@127.0.0.1/x"),
        ("TONGHU_DATABASE_URL", "postgresql://u:hush@127.0.0.1/x"),
        ("TONGHU_DATABASE_URL", "postgresql+asyncpg://u:hu/sh@127.0.0.1/x"),
        ("TONGHU_DATABASE_URL", "sqlite:///:memory:"),
        ("TONGHU_DATABASE_URL", ""),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(tmp_path: Path, name: str, value: str) -> None:
    ended = tonghu(tmp_path, "serve", **{name: value})
    refused(ended, f"tonghu: {name}: ")
    assert "hu" not in ended.stderr.replace("tonghu", "")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    refused(tonghu(tmp_path, "serve", "--port", port), "--port", code=2)


def test_an_address_that_is_taken_and_a_secret_that_is_a_folder_end_one_process_with_code_1(tmp_path: Path) -> None:
    assert tonghu(tmp_path, "db", "upgrade").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused(tonghu(tmp_path, "serve", "--port", port), f"tonghu: cannot listen on 127.0.0.1:{port}: ")
    refused(tonghu(tmp_path, "serve", "--port", "0", TONGHU_SECRET_FILE=str(tmp_path)), "tonghu: TONGHU_SECRET_FILE")
    keys = tmp_path / "keys.json"
    keys.write_text("{")
    refused(tonghu(tmp_path, "serve", "--port", "0", TONGHU_JWKS=str(keys)), f"tonghu: {keys}: not a JWK set")


def test_duties_are_made_by_the_policies_of_the_project_from_any_folder(tmp_path: Path) -> None:
    assert tonghu(tmp_path, "db", "upgrade").returncode == 0
    made = tonghu(tmp_path, "db", "duties")
    assert made.returncode == 0, made.stderr
    refused(tonghu(tmp_path, "db", "duties", TONGHU_POLICIES=str(tmp_path)), "tonghu: duties.yaml:1: the file is missing")


def test_a_comparison_with_nothing_is_refused(tmp_path: Path) -> None:
    refused(tonghu(tmp_path, "sdl", "--against", ""), "--against names nothing")
