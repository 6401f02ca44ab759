"""Follows a checklist of CONTRIBUTING.md in a copy of the project: steps are data in `example/`, checks are run as commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.docs.checklist import PROJECT

EXAMPLES = Path(__file__).parent / "example"
LEFT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "results", "*.db",
    "golden", "explorer",
)  # fmt: skip
"""Not copied: what is installed or made, and what no check here reads."""

_PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
_CLI = "import sys; from server.cli import main; sys.exit(main())"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "docs": ("-m", "tests.docs"),
    "table": ("-c", _CLI, "policy", "table", "--write"),
    "sdl": ("-c", _CLI, "sdl", "--all", "--write"),
    "policy check": ("-c", _CLI, "policy", "check"),
    "sdl check": ("-c", _CLI, "sdl", "--check"),
    "checklists": (*_PYTEST, "tests/docs/test_checklists.py", "-k", "no_step_was_forgotten"),
    "mechanisms": (*_PYTEST, "tests/docs/test_mechanisms.py", "-k", "record_type"),
    "cases": (*_PYTEST, "tests/policies/test_cases.py", "-k", "reading or Sports"),
}
"""What is run by the name that steps and tests use, as arguments of Python."""


def steps(example: str) -> Mapping[str, Mapping[str, Any]]:
    """The steps of `example` (`entity`, `unit`) in their order, by number and part as `tests.docs.checklist.PAIRS` names them."""
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load((EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8"))
    return read


class Copy:
    """A copy of the project in which steps are followed."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(PROJECT, root, ignore=LEFT)
        self.root = root

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Runs one of `COMMANDS` in the copy, which is what Python finds its modules in."""
        environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith("PYTEST_")},
            "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1",
            "TONGHU_POLICY_CACHE": str(self.root.parent / "cache"),
        }  # fmt: skip
        return subprocess.run(
            (sys.executable, *COMMANDS[command]), cwd=self.root, env=environment, capture_output=True, text=True, timeout=500,
            check=False,
        )  # fmt: skip

    def follow(self, *examples: str, without: Collection[str] = ()) -> None:
        """Follows the steps of `examples` less those named, and generates nothing."""
        taken = [step for example in examples for name, step in steps(example).items() if name not in without]
        for step in taken:
            for path, text in step.get("new", {}).items():
                self._new(path, text)
            for path, text in step.get("end", {}).items():
                with (self.root / path).open("a", encoding="utf-8") as file:
                    file.write(text)
            for path, texts in step.get("before", {}).items():
                self._before(path, texts)

    def generate(self, *examples: str) -> list[str]:
        """Runs what steps of `examples` generate by, each once. Returns what was answered with a fault."""
        commands = dict.fromkeys(c for example in examples for step in steps(example).values() for c in step.get("run", ()))
        answers = {c: self.run(c) for c in commands}
        return [f"{c}: {a.stdout}{a.stderr}" for c, a in answers.items() if a.returncode]

    def _new(self, path: str, text: str) -> None:
        file = self.root / path
        if file.exists():
            raise FileExistsError(path)
        file.write_text(text.replace("@head", self._head()), encoding="utf-8")

    def _before(self, path: str, texts: Mapping[str, str]) -> None:
        file = self.root / path
        found = file.read_text(encoding="utf-8")
        for anchor, text in texts.items():
            if found.count(anchor) != 1:
                raise ValueError(f"{path} has {anchor!r} {found.count(anchor)} times")
            found = found.replace(anchor, text + anchor)
        file.write_text(found, encoding="utf-8")

    def _head(self) -> str:
        """The last revision of the database before the example's."""
        files = (self.root / "db/migrations/versions").glob("rev_*.py")
        return max(m[1] for f in files if (m := re.match(r"rev_(\d+)_", f.name)) and m[1] != "9999")
