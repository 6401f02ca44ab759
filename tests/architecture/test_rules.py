"""The rules hold of every file, and each catches its sample."""

from __future__ import annotations

import statistics
import subprocess
import sys

import pytest

from tests.architecture.rules import RULES, Rule, places
from tests.architecture.sources import PROJECT, product, sources, tracked

SEEKERS = ("tests/architecture/rules.py", "tests/architecture/test_rules.py")
"""They hold what they look for."""
LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_holds_and_every_exception_is_needed(rule: Rule) -> None:
    found = {s.path: list(rule.find(s)) for s in sources() if rule.applies(s)}
    broken = {path: what for path, what in found.items() if what}
    assert {p: w for p, w in broken.items() if p not in rule.exceptions} == {}
    assert rule.exceptions.keys() <= broken.keys()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_catches_its_sample(rule: Rule) -> None:
    assert rule.applies(rule.sample)
    assert list(rule.find(rule.sample))


def test_the_median_module_has_fewer_than_150_lines() -> None:
    assert statistics.median(s.lines for s in product()) < 150
    assert statistics.median(s.lines for s in sources() if s.folder == "tests") < 150


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    found = {}
    for name in tracked():
        if name in SEEKERS or name.endswith((".csv", ".db")):
            continue
        text = (PROJECT / name).read_bytes().decode("utf-8", "replace")
        if what := list(places(text)):
            found[name] = what
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://py" + "pi.org/simple", "see /wo" + "rk/main/x.py", 'open("/ro' + 'ot/x")',
        "/ho" + "me/someone/.venv/bin/python",
    ],
)  # fmt: skip
def test_a_registry_or_a_machine_is_caught(line: str) -> None:
    assert list(places(f"first\n{line}\n"))


def test_import_contracts_hold() -> None:
    run = subprocess.run([*LINT, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_a_broken_import_contract_is_caught() -> None:
    config = PROJECT / "tests/architecture/broken.importlinter"
    run = subprocess.run([*LINT, "--no-cache", str(config)], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "BROKEN" in run.stdout
