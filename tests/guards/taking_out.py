"""Takes guards out of a copy of the tree and runs the tests that must notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.guards.guards import Guard

PROJECT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", "var", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "results", "*.db"
)
_PASSED, _FAILED = 0, 1


@dataclass(frozen=True)
class Noticed:
    """Of a guard taken out: the first test that failed, None where none did; `fault` where nothing could be said."""

    guard: Guard
    by: str | None
    fault: str | None = None


class Copy:
    """A copy of the project in a temporary folder."""

    def __init__(self, folder: Path, good: bool) -> None:
        """`good`: the tests are known to pass with all guards in place."""
        self.folder, self.good = folder, good
        self._good: dict[tuple[str, str], str | None] = {}

    def _run(self, guard: Guard) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", guard.test, "-k", guard.only],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=300,
            env={**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def passes(self, guard: Guard) -> str | None:
        """None where the guard's test passes with all guards in place; else its last words. Asked once for each test."""
        key = (guard.test, guard.only)
        if self.good:
            return None
        if key not in self._good:
            code, said = self._run(guard)
            self._good[key] = None if code == _PASSED else f"fails or is not there with all guards in place: {said[-800:]}"
        return self._good[key]

    def without(self, guard: Guard) -> Noticed:
        """What happens without the guard."""
        if fault := misplaced(guard, self.folder) or self.passes(guard):
            return Noticed(guard, None, fault)
        kept = {self.folder / file: (self.folder / file).read_text(encoding="utf-8") for file, _, _ in guard.edits}
        for file, text, without in guard.edits:
            path = self.folder / file
            path.write_text(path.read_text(encoding="utf-8").replace(text, without), encoding="utf-8")
        try:
            code, said = self._run(guard)
        finally:
            for path, whole in kept.items():
                path.write_text(whole, encoding="utf-8")
        if code not in (_PASSED, _FAILED):
            return Noticed(guard, None, f"pytest ended with {code}: {said[-800:]}")
        failed = [line.removeprefix("FAILED ").split(" - ")[0] for line in said.splitlines() if line.startswith("FAILED ")]
        return Noticed(guard, failed[0] if failed else None)


def misplaced(guard: Guard, folder: Path) -> str | None:
    """What is wrong with where the guard is said to stand, None where nothing is."""
    for file, text, _ in guard.edits:
        times = (folder / file).read_text(encoding="utf-8").count(text)
        if times != 1:
            return f"its text stands {times} times in {file}"
    return None


@contextmanager
def copied(good: bool) -> Iterator[Copy]:
    """A copy of the project, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tonghu-guards-") as folder:
        target = Path(folder) / "tree"
        shutil.copytree(PROJECT, target, ignore=_LEFT_OUT, symlinks=True)
        yield Copy(target, good)


def take_out(guards: Sequence[Guard], good: bool = False) -> Iterator[Noticed]:
    """Takes out one guard after the other. `good`: their tests are known to pass with all guards in place."""
    with copied(good) as copy:
        for guard in guards:
            yield copy.without(guard)
