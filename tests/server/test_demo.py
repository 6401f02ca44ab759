"""The demo and the commands as a person runs them: real processes, and the answers that README shows."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.xdist_group("demo")  # what it stands on takes long to make: once for all

PROJECT = Path(__file__).parents[2]
TONGHU = str(Path(sys.executable).with_name("tonghu"))
_BLOCK = re.compile(r"^```(graphql|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Demo:
    """A running demo: where it listens, and the query and headers of each line that it printed, in order."""

    process: subprocess.Popen[str]
    folder: Path
    address: str
    printed: list[tuple[str, dict[str, str]]]

    def tonghu(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs the command beside the demo, on its database."""
        return _run(self.folder, *arguments, **environment)


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGHU_")}
    return kept | {"TONGHU_POLICY_CACHE": "cache"} | more


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TONGHU, *arguments], cwd=folder, env=_environment(**environment), capture_output=True, text=True, timeout=120,
        check=False,
    )


def _words(line: str, token: str) -> tuple[str, dict[str, str]]:
    """Query and headers of a printed curl line."""
    words = shlex.split(line.replace("$TOKEN", token))
    headers = dict(words[i + 1].split(": ", 1) for i, word in enumerate(words) if word == "-H")
    return json.loads(words[words.index("-d") + 1])["query"], headers


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    with subprocess.Popen(
        [TONGHU, "demo", "--port", "0"], cwd=folder, env=_environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Further tokens"):
                break
        address = lines[0].split()[-1].removesuffix("/graphql")
        tokens = [line.strip().removeprefix("TOKEN=") for line in lines if line.startswith("TOKEN=")]
        curls = [line for line in lines if line.startswith("curl ")]
        yield Demo(process, folder, address, [_words(c, t) for c, t in zip(curls, tokens, strict=True)])
        process.terminate()
        assert process.wait(30) == 0


def shown(readme: str) -> tuple[list[str], list[Any]]:
    """The queries and the answers of a README, in order."""
    blocks = _BLOCK.findall((PROJECT / readme).read_text(encoding="utf-8"))
    return [text for kind, text in blocks if kind == "graphql"], [json.loads(t) for kind, t in blocks if kind == "json"]


def post(address: str, query: str, headers: dict[str, str]) -> Any:
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.post(f"{address}/graphql", content=json.dumps({"query": query}), headers=headers).json()


def test_the_printed_queries_answer_as_both_readmes_show(demo: Demo) -> None:
    queries, answers = shown("README.md")
    chinese_queries, chinese_answers = shown("README.zh-CN.md")
    assert len(queries) == len(demo.printed) == 5
    assert chinese_queries == queries
    assert chinese_answers[:5] == answers[:5]
    for (query, headers), documented, answer in zip(demo.printed, queries, answers, strict=False):
        assert query == " ".join(documented.split())
        assert post(demo.address, query, headers) == answer


def test_the_refusal_is_that_of_both_readmes(demo: Demo) -> None:
    _, headers = demo.printed[0]
    query = "{ children { nodes { residenceAddress nonsense } } }"
    assert post(demo.address, query, headers | {"Accept-Language": "en"}) == shown("README.md")[1][5]
    assert post(demo.address, query, headers) == shown("README.zh-CN.md")[1][5]


def test_organisations_and_tokens(demo: Demo) -> None:
    listed = json.loads(demo.tonghu("organisations", "--kind", "school", "--unit", "education", "--json").stdout)
    assert listed
    assert all((set(one), one["kind"], one["unit"]) == ({"id", "kind", "unit", "name"}, "school", "education")
               for one in listed)  # fmt: skip
    made = demo.tonghu("token", "--organisation", listed[0]["id"], "--role", "reader")
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", made.stdout)
    answer = post(
        demo.address,
        "{ viewer { subject role organisation { id name } } }",
        {"Authorization": f"Bearer {made.stdout.strip()}", "Content-Type": "application/json"},
    )
    organisation = {"id": listed[0]["id"], "name": listed[0]["name"]}
    assert answer == {"data": {"viewer": {"subject": "school", "role": "reader", "organisation": organisation}}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--organisation", "org_none", "--role", "reader"), "no active reader in organisation org_none"),
        (("--organisation", "org_none", "--role", "king"), "no role 'king'"),
        (("--organisation", "o", "--role", "reader", "--signing-key", "nowhere.json"), "no private JWK"),
    ],
)
def test_a_token_that_cannot_be_made(demo: Demo, arguments: tuple[str, ...], words: str) -> None:
    failed = demo.tonghu("token", *arguments)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert words in failed.stderr


def test_the_demo_keeps_its_database_and_serve_refuses_its_keys(demo: Demo) -> None:
    refused = demo.tonghu("serve", "--port", "0", TONGHU_JWKS=str(demo.folder / "var/demo/jwks.json"))
    assert refused.returncode == 1
    assert "demo key" in refused.stderr
    again = demo.tonghu("seed", "--children", "1000")
    assert again.returncode == 1
    assert "Traceback" not in again.stderr


def test_sigterm_finishes_the_request_in_hand(tmp_path: Path) -> None:
    assert _run(tmp_path, "db", "upgrade").returncode == 0
    with subprocess.Popen(
        [TONGHU, "serve", "--port", "0"],
        cwd=tmp_path,
        env=_environment(TONGHU_LOG_LEVEL="error"),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        host, port = process.stdout.readline().strip().removeprefix("http://").removesuffix("/graphql").split(":")
        body = b'{"query":"{ __typename }"}'
        head = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(head % len(body) + body[:5])
            _wait_until_taken(host, int(port))
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(1)
            connection.sendall(body[5:])
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b'{"data":{"__typename":"Query"}}')
        assert process.wait(20) == 0


def _wait_until_taken(host: str, port: int) -> None:
    """One whole request: by then the server has read what was sent on the connection before it."""
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"http://{host}:{port}/health/live").status_code == 200


@pytest.mark.parametrize(
    "command",
    [
        (), ("demo",), ("serve",), ("seed",), ("db",), ("db", "upgrade"), ("db", "downgrade"), ("token",),
        ("organisations",), ("sdl",), ("policy",), ("policy", "check"), ("policy", "table"), ("policy", "why"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_help_teaches(tmp_path: Path, command: tuple[str, ...]) -> None:
    told = _run(tmp_path, *command, "--help")
    assert told.returncode == 0
    if command and command not in (("db",), ("policy",)):
        assert f"Example: tonghu {' '.join(command)}" in told.stdout or f"tonghu {' '.join(command)}" in told.stdout
    assert "Options" in told.stdout


def test_policy_commands(tmp_path: Path) -> None:
    assert "ok: " in _run(tmp_path, "policy", "check").stdout
    assert "Child.name: read duty" in _run(tmp_path, "policy", "table", "school").stdout
    assert "not visible" in _run(tmp_path, "policy", "why", "school", "Child.residenceAddress").stdout
    assert _run(tmp_path, "policy", "why", "school", "Child.nothing").returncode == 1
    broken = tmp_path / "policies"
    subprocess.run(["cp", "-r", PROJECT / "policies", broken], check=True)
    with (broken / "grants.csv").open("a") as grants:
        grants.write("p, school, Child, nonsense, read, duty, allow, plan-2.4\n")
    refused = _run(tmp_path, "policy", "check", "--policies", str(broken))
    assert refused.returncode == 1
    assert re.search(r"^grants\.csv:\d+: .*nonsense", refused.stderr, re.MULTILINE)
    started = _run(tmp_path, "serve", "--port", "0", TONGHU_POLICIES=str(broken))
    assert started.returncode == 1
    assert "nonsense" in started.stderr


def test_sdl(tmp_path: Path) -> None:
    whole = _run(tmp_path, "sdl").stdout
    public = _run(tmp_path, "sdl", "--subject", "public").stdout
    assert "type Child " in whole
    assert "type Child " not in public
    assert "fileReport" in public
    assert _run(tmp_path, "sdl", "--subject", "nobody").returncode == 1
