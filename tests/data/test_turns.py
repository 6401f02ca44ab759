"""Turns of processes that write one file: exclusive, fair, and no longer than their holder lives."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from db.turns import Turn
from tests.architecture.sources import PROJECT

HOLD = "import sys, time; from db.turns import Turn; t = Turn(sys.argv[1]); t.take(5); print('held', flush=True); time.sleep(60)"


def test_one_at_a_time_and_nobody_is_passed_over(tmp_path: Path) -> None:
    order: list[int] = []
    inside, together = 0, []
    ready = threading.Barrier(4)

    def write(who: int) -> None:
        nonlocal inside
        turn = Turn(str(tmp_path / "file"))
        ready.wait()
        for _ in range(40):
            with turn.taken(20):
                inside += 1
                together.append(inside)
                order.append(who)
                time.sleep(0.002)
                inside -= 1
        turn.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(together) == {1}
    assert len(order) == 160
    # While all four still write, none writes twice in a row: who has just written stands behind those who wait.
    busy = order[: min(len(order) - 1 - order[::-1].index(n) for n in range(4))]
    assert len(busy) > 80
    in_a_row = sum(a == b for a, b in pairwise(busy))
    assert in_a_row < len(busy) // 10


def test_a_turn_that_does_not_come_is_an_error_and_ends_with_its_holder(tmp_path: Path) -> None:
    turn = Turn(str(tmp_path / "file"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "file")], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError):
            turn.take(0.05)
        holder.kill()
        holder.wait()
        turn.take(5)
        turn.end()
    turn.close()
    with pytest.raises(FileNotFoundError):
        Turn(str(tmp_path / "nowhere" / "file")).take(1)
