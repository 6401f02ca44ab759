"""What is wrong with a policy: file, line, what. One problem is enough for the policy not to be loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault of a policy file. `file` is relative to the policies folder, `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class PolicyError(Exception):
    """The policy was refused; `problems` lists all that was found, in order of file and line. For operators."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def refuse(problems: Iterable[Problem]) -> None:
    """Raises PolicyError where there is any problem."""
    found = tuple(problems)
    if found:
        raise PolicyError(found)
