"""The checklists of CONTRIBUTING.md, followed for real in a copy of the project: a small entity and a 25th unit.

With all steps taken the checks pass; with one left out the check named here for it fails and says of what. Which file a step
touches stands in `example/`, and every step of the page that the examples need is in them.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.docs.checklist import PAIRS, PROJECT
from tests.docs.followed import Copy, steps
from tests.oracle.fixtures import first_seed, how_many

EXAMPLES = ("entity", "unit")
CHECKS = ("policy check", "sdl check", "checklists", "mechanisms", "cases")
NOT_NEEDED = {"entity": {"6": "it is nobody's own record", "8": "no mutation writes it"}, "unit": {}}
"""Example -> step of the page that it leaves out, and why."""

NOTICED: dict[tuple[str, str], tuple[str, str]] = {
    ("entity", "1 declared"): ("policy check", "No module named 'schema.reading_room'"),
    ("entity", "1 listed"): ("policy check", r"rows/reading_room.polar:1: .*no entity has this name"),
    ("entity", "1 mechanism"): ("mechanisms", r"\['ReadingRoom'\] == \[\]"),
    ("entity", "2"): ("checklists", "No module named 'db.tables.reading_room'"),
    ("entity", "3"): ("checklists", "no such table: reading_room"),
    ("entity", "4 rules"): ("policy check", "ReadingRoom has no row rule"),
    ("entity", "4 grants"): ("cases", "ReadingRoom 11.books by duty citing plan-2.2: the row is not visible"),
    ("entity", "5"): ("checklists", "ReadingRoom is in no case"),
    ("entity", "7"): ("checklists", "ReadingRoom has no invented rows"),
    ("entity", "9"): ("sdl check", "town"),
    ("unit", "1"): ("policy check", "unknown subject `sports`"),
    ("unit", "2"): ("checklists", "sports is a subject and is granted nothing"),
    ("unit", "3"): ("cases", "Activity 25.title by duty citing sports-law-10: the row is not visible"),
    ("unit", "4 cases"): ("checklists", "sports has no file of cases"),
    ("unit", "4 table"): ("checklists", "sports has no effective table"),
    ("unit", "5"): ("checklists", "sports is not in the demo"),
    ("unit", "6 document"): ("checklists", "sports has no page in examples/"),
    ("unit", "6 schema"): ("sdl check", "sports"),
}
"""(example, step left out) -> the check that must fail, and what it must say. Nothing is generated, so it may say more."""


def left_out(tmp_path: Path, example: str, step: str) -> None:
    copy = Copy(tmp_path / "copy")
    copy.follow(example, without={step})
    check, says = NOTICED[example, step]
    answer = copy.run(check)
    said = answer.stdout + answer.stderr
    assert answer.returncode != 0, f"{example}, step {step}: `{check}` noticed nothing"
    assert re.search(says, said), f"{example}, step {step}: {says!r} is not said\n{said}"


def test_the_examples_follow_every_step_of_the_page() -> None:
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for example, title in (("entity", "an entity"), ("unit", "a unit")):
        section = page.split(f"## Adding {title}")[1].split("\n## ")[0]
        written = set(re.findall(r"^(\d+)\. ", section, re.MULTILINE))
        assert written == {name.split()[0] for name in steps(example)} | NOT_NEEDED[example].keys()
        assert set(steps(example)) == {step for of, step in NOTICED if of == example}
    held = {p[0] for p in PAIRS}
    assert held >= {f"{of} {step}" for (of, step), (check, _) in NOTICED.items() if check == "checklists"}


def test_the_checklists_followed_pass_every_check(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "copy")
    copy.follow(*EXAMPLES)
    assert copy.generate(*EXAMPLES) == []
    for check in CHECKS:
        answer = copy.run(check)
        assert answer.returncode == 0, f"{check}: {answer.stdout}{answer.stderr}"


@pytest.mark.soak
def test_a_step_left_out_is_noticed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One step, drawn by `TONGHU_SEED`; the long form takes each."""
    drawn = random.Random(first_seed()).sample(sorted(NOTICED), len(NOTICED))
    for number, (example, step) in enumerate(drawn[: how_many(request.config, sample=1, soak=len(NOTICED))]):
        left_out(tmp_path / str(number), example, step)
