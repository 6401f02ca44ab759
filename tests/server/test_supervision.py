"""The parent of the workers: reloads, deaths, signals, and starts that fail."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from db.tables.service import DISCLOSURE_EVENT
from tests.durability.flood import OVERLOADED
from tests.durability.served import PROJECT, ServedProcess, is_dead, load
from tests.mutations.world import ground
from tests.server.workers import WORKERS, Through, read, refused, token_for

NUMBERS = "{ children(first: 1) { nodes { household { number } } } }"
NAMES = "{ children(first: 1) { nodes { name } } }"
GRANT = "p, town, Household, @number, read, duty, allow, plan-5.2\n"
TOWN = token_for(ground(), "town")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A SQLite database with the hand-made world."""
    made = f"sqlite:///{tmp_path_factory.mktemp('supervision') / 'served.db'}"
    asyncio.run(load(made, ground().world))
    return made


@pytest.fixture(scope="module")
def served(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedProcess]:
    """Workers with policies of the tests' own, in `policies` of their folder."""
    folder = tmp_path_factory.mktemp("served")
    policies = shutil.copytree(PROJECT / "policies", folder / "own-policies")
    with ServedProcess(url, folder, WORKERS, policies=str(policies), log_level="info") as process:
        yield process


def grants_of(served: ServedProcess) -> Path:
    """The file of grants that the process serves by."""
    return Path(served.environment["TONGHU_POLICIES"]) / "grants.csv"


def answers(served: ServedProcess, document: str, workers: int = WORKERS) -> list[list[str]]:
    """What each worker refuses of an operation of the town."""
    with Through(served, workers) as through:
        return [refused(client, TOWN, document) for client in through.to.values()]


def reloaded(served: ServedProcess) -> str:
    """Reloads the policies; their version."""
    count = len(served.lines("policies_reloaded"))
    served.process.send_signal(signal.SIGHUP)
    return str(served.wait_for("policies_reloaded", count + 1)[-1]["policies"])


@contextmanager
def asking(address: str, token: str) -> Iterator[list[str]]:
    """Asks all the time, each time over a new connection; what failed is in the list at the end, as text."""
    failed: list[str] = []
    over = threading.Event()

    def go() -> None:
        while not over.is_set():
            with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
                try:
                    codes = refused(client, token)
                except httpx.HTTPError as error:
                    codes = [repr(error)]
            failed.extend(code for code in codes if code != OVERLOADED)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield failed
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_a_reload_leaves_no_answer_of_the_old_policies_and_loses_no_request(served: ServedProcess, url: str) -> None:
    event, grants = DISCLOSURE_EVENT.c, grants_of(served)
    text, before = grants.read_text(), set(served.children())
    assert answers(served, NUMBERS) == [[]] * WORKERS
    [(old,)] = read(url, sa.select(event.policy_version).distinct())
    assert GRANT in text
    grants.write_text(text.replace(GRANT, ""))
    with asking("http://{}:{}".format(*served.address), TOWN) as failed:
        new = reloaded(served)
        last = read(url, sa.select(sa.func.max(event.id)))[0][0]
    assert failed == []
    assert not before & set(served.children())
    assert answers(served, NUMBERS) == [["FIELD_NOT_AVAILABLE"]] * WORKERS
    assert answers(served, NAMES) == [[]] * WORKERS
    later = sa.select(event.policy_version).distinct().where(event.id > last)
    assert [v[:12] for (v,) in read(url, later)] == [new]
    assert new != old[:12]
    grants.write_text(text)
    assert reloaded(served) == old[:12]
    assert answers(served, NUMBERS) == [[]] * WORKERS


def test_faulty_policies_change_nothing(served: ServedProcess) -> None:
    grants, workers = grants_of(served), served.children()
    text, count = grants.read_text(), len(served.lines("policies_refused"))
    grants.write_text(text + "p, town, Child, nonsense, read, duty, allow, plan-2.2\n")
    served.process.send_signal(signal.SIGHUP)
    said = served.wait_for("policies_refused", count + 1)[-1]
    grants.write_text(text)
    line = text.count("\n") + 1
    assert any(p.startswith(f"grants.csv:{line}: ") and "nonsense" in p for p in said["problems"])
    time.sleep(0.6)  # longer than the parent ever waits before it looks
    assert served.children() == workers
    assert answers(served, NUMBERS) == [[]] * WORKERS


def test_a_worker_that_dies_or_falls_silent_is_replaced(url: str, tmp_path: Path) -> None:
    with ServedProcess(url, tmp_path, 2, log_level="info", worker_silence_seconds="3") as served:
        one, other = served.wait_for("worker_started", 2)[:2]
        os.kill(one["of_pid"], signal.SIGKILL)
        [died] = served.wait_for("worker_died", of_pid=one["of_pid"])
        assert (died["of"], died["exit_code"]) == (one["of"], -signal.SIGKILL)
        with Through(served, 1) as through:  # the other one serves on
            assert other["of"] in through.to
        again = served.wait_for("worker_started", 2, of=one["of"])[1]
        os.kill(again["of_pid"], signal.SIGKILL)
        [died_again] = served.wait_for("worker_died", of_pid=again["of_pid"])
        assert died_again["again_in_seconds"] == 2 * died["again_in_seconds"] > 0  # so soon: the pause is longer
        os.kill(other["of_pid"], signal.SIGSTOP)
        served.wait_for("worker_silent", of_pid=other["of_pid"])
        served.wait_for("worker_started", 2, of=other["of"])
        served.wait_for("worker_started", 3, of=one["of"])
        assert answers(served, NAMES, 2) == [[], []]


def test_the_end_of_the_parent_waits_for_requests_in_hand(url: str, tmp_path: Path) -> None:
    body = b'{"query":"{ __typename }"}'
    head = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
    with ServedProcess(url, tmp_path, 2, log_level="info") as served:
        with socket.create_connection(served.address, timeout=20) as connection:
            connection.sendall(head + body[:5])
            with Through(served, 2):  # by now both have looked at what had come before
                served.process.send_signal(signal.SIGINT)
                with pytest.raises(subprocess.TimeoutExpired):
                    served.process.wait(0.8)
            connection.sendall(body[5:])
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
        assert answer.endswith(b'{"data":{"__typename":"Query"}}')
        assert served.process.wait(20) == 0
        assert served.lines("workers_ended")
        assert served.lines("worker_died") == []


def test_workers_end_when_their_parent_is_killed(url: str, tmp_path: Path) -> None:
    with ServedProcess(url, tmp_path, 2) as served:
        workers = served.children()
        served.kill()
        end = time.monotonic() + 15
        while not all(is_dead(pid) for pid in workers):
            assert time.monotonic() < end
            time.sleep(0.05)
        assert len(served.lines("parent_gone")) == 2


def test_a_process_alone_does_not_end_on_sighup(url: str, tmp_path: Path) -> None:
    with ServedProcess(url, tmp_path, log_level="info") as served:
        served.process.send_signal(signal.SIGHUP)
        assert "two workers" in served.wait_for("policies_not_reloaded")[0]["reason"]
        with httpx.Client(base_url="http://{}:{}".format(*served.address), trust_env=False) as client:
            assert client.get("/health/ready").json() == {"status": "ready"}


@pytest.mark.parametrize("fault", ["tables", "port"])
def test_what_keeps_one_process_from_starting_keeps_several(tmp_path: Path, fault: str) -> None:
    served = ServedProcess(f"sqlite:///{tmp_path / 'none.db'}", tmp_path, 2)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port, words = 0, "tonghu db upgrade"
        if fault == "port":
            port = taken.getsockname()[1]
            words = f"cannot listen on 127.0.0.1:{port}"
        done = subprocess.run(
            [sys.executable, "-c", "from server.cli import main; main()", "serve", "--port", str(port)],
            env=served.environment, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
