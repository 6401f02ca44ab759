"""The project's own files, as git tracks them."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGES = ("core", "schema", "audit", "authz", "planner", "db", "resolvers", "server")
MIGRATIONS = "db/migrations/versions/"
"""Revisions are written once and never shortened."""


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the project's folder, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def folder(self) -> str:
        return self.path.split("/", maxsplit=1)[0]


@cache
def tracked() -> tuple[str, ...]:
    """Every tracked file."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True)
    names = listed.stdout.splitlines()
    return tuple(sorted(n for n in names if (PROJECT / n).is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """Every tracked Python file."""
    return tuple(Source(n, (PROJECT / n).read_text(encoding="utf-8")) for n in tracked() if n.endswith(".py"))


@cache
def product() -> tuple[Source, ...]:
    """The modules of the service, without migrations' revisions."""
    return tuple(s for s in sources() if s.folder in PACKAGES and not s.path.startswith(MIGRATIONS))
