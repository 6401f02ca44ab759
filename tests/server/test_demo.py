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

from tests.compiled import compiled

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
    return kept | {"TONGHU_POLICY_CACHE": str(compiled())} | more


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TONGHU, *arguments], cwd=folder, env=_environment(**environment), capture_output=True, text=True, timeout=120,
        check=False,
    )


def _words(line: str, token: str | None) -> tuple[str, dict[str, str]]:
    """Query and headers of a printed curl line."""
    words = shlex.split(line if token is None else line.replace("$TOKEN", token))
    headers = dict(words[i + 1].split(": ", 1) for i, word in enumerate(words) if word == "-H")
    assert ("Authorization" in headers) == (token is not None)
    return json.loads(words[words.index("-d") + 1])["query"], headers


def _printed(lines: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What each curl line sends; the token, if any, stands above it."""
    token = None
    for line in lines:
        if line.startswith("── "):
            token = None
        elif line.startswith("TOKEN="):
            token = line.strip().removeprefix("TOKEN=")
        elif line.startswith("curl "):
            yield _words(line, token)


def _running(folder: Path, *arguments: str) -> Iterator[Demo]:
    """The demo in `folder`, until the test is done."""
    with subprocess.Popen(
        [TONGHU, "demo", "--port", "0", *arguments], cwd=folder, env=_environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Further tokens"):
                break
        address = lines[0].split()[-1].removesuffix("/graphql")
        yield Demo(process, folder, address, list(_printed(lines)))
        process.terminate()
        assert process.wait(30) == 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    yield from _running(tmp_path_factory.mktemp("demo"))


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


def test_it_acts_as_whom_it_is_asked_to(demo: Demo) -> None:
    asked = ("hospital", "near_relative", "public", "hospital")
    for beside in _running(demo.folder, *(word for subject in asked for word in ("--as", subject))):
        hospital, relative, public = beside.printed
        for (query, headers), subject in ((hospital, "hospital"), (relative, "near_relative")):
            lists = post(beside.address, query, headers)["data"].values()
            assert any(found["nodes"] for found in lists), subject
            viewer = post(beside.address, "{ viewer { subject } }", headers)["data"]["viewer"]
            assert viewer == {"subject": subject}
        filed = post(beside.address, *public)["data"]["fileReport"]
        assert (filed["problems"], bool(filed["receiptCode"])) == ([], True)


def test_every_subject_has_a_caller_whose_query_finds_something(demo: Demo) -> None:
    with httpx.Client(trust_env=False, timeout=60) as client:
        callers = client.get(f"{demo.address}/explorer/callers").json()["callers"]
    assert len(callers) == len(list((PROJECT / "schema/views").glob("*.graphql")))
    for one in callers:
        if one["subject"] == "public":
            continue
        headers = {"Authorization": f"Bearer {one['token']}", "Content-Type": "application/json"}
        answer = post(demo.address, one["query"], headers)
        assert "errors" not in answer, (one["subject"], answer)
        assert any(found.get("nodes") for found in answer["data"].values()), one["subject"]


def test_an_unknown_subject_is_named_before_anything_is_made(tmp_path: Path) -> None:
    failed = _run(tmp_path, "demo", "--as", "king")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "no subject 'king'; known: all, school, " in failed.stderr
    assert not (tmp_path / "var").exists()


def test_all_of_chongqing_can_be_seeded(tmp_path: Path) -> None:
    assert _run(tmp_path, "db", "upgrade").returncode == 0
    seeded = _run(tmp_path, "seed", "--children", "1000", "--region", "chongqing")
    assert seeded.returncode == 0, seeded.stderr
    offices = json.loads(_run(tmp_path, "organisations", "--unit", "police", "--json").stdout)
    assert len({one["name"] for one in offices if one["kind"] == "unit"}) > 30


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
