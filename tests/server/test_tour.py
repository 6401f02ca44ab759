"""`tonghu tour` as a person runs it: a real process, and the main facts of what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiled import compiled

TONGHU = str(Path(sys.executable).with_name("tonghu"))
_STEP = re.compile(r"^\d+\. (?:.+ \()?(\w+)\)? · (.+)$")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a whole tour prints, with Enter after each step."""
    folder = tmp_path_factory.mktemp("tour")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGHU_")}
    done = subprocess.run(
        [TONGHU, "tour", "--lang", "zh", "--step"], cwd=folder, env=kept | {"TONGHU_POLICY_CACHE": str(compiled())},
        input="\n" * 200, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (folder / "var").exists(), "the tour leaves nothing behind"
    return done.stdout


@pytest.fixture(scope="module")
def steps(printed: str) -> list[tuple[str, str, str]]:
    """(subject, what is said of it, answer) of each step."""
    out: list[tuple[str, str, str]] = []
    for line in (printed_line.removeprefix("   ⏎ ") for printed_line in printed.splitlines()):
        if found := _STEP.match(line):
            out.append((found[1], found[2], ""))
        elif out and line.startswith("   < "):
            out[-1] = (*out[-1][:2], line.removeprefix("   < "))
    return out


def test_each_step_has_its_caller_and_its_answer(printed: str, steps: list[tuple[str, str, str]]) -> None:
    assert len(steps) > 40
    assert all(answer for _, _, answer in steps)
    assert f"{len(steps)} 步" in printed
    assert "\x1b[" not in printed, "colours are for terminals"


def test_the_court_sees_the_petition_only_after_it_was_filed(steps: list[tuple[str, str, str]]) -> None:
    filed = next(n for n, (_, said, _) in enumerate(steps) if "申请撤销监护人资格" in said)
    before = [answer for subject, _, answer in steps[:filed] if subject == "court"]
    after = [answer for subject, _, answer in steps[filed:] if subject == "court"]
    assert before == ['{"data":{"child":null}}', '{"data":{"assessment":null}}']
    assert '"stage":"FILED"' in after[0]


def test_the_school_of_the_respondent_learns_of_the_change_of_guardian_and_of_nothing_else(
    steps: list[tuple[str, str, str]],
) -> None:
    seen = [(said, answer) for subject, said, answer in steps if subject == "school"]
    told = [answer for said, answer in seen if said == "看到"]
    assert len(told) == 1
    assert "guardianshipChanges" in told[0]
    silent = [answer for said, answer in seen if answer not in told]
    assert len(silent) >= 5
    assert all(answer == '{"data":{"report":null}}' or '"FIELD_NOT_AVAILABLE"' in answer for answer in silent)


def test_the_help_teaches() -> None:
    done = subprocess.run([TONGHU, "tour", "--help"], capture_output=True, text=True, timeout=60, check=True)
    assert "Example: tonghu tour --lang zh --step" in done.stdout
