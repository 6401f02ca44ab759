"""Random edits of grants.csv that may only take away: an allow line less, a deny line more."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from schema.entities import CATALOG
from tests.oracle.worlds import SUBJECTS


def _allow_lines(lines: list[str]) -> list[int]:
    return [n for n, x in enumerate(lines) if x.startswith("p,") and "allow" in x and "write" not in x]


def edited(source: Path, target: Path, rng: Random, subject: str) -> str:
    """Copies the policies to `target` with one edit that concerns `subject`. Returns what was edited."""
    shutil.copytree(source, target)
    file = target / "grants.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    names = (subject, "organisation")
    concerned = [n for n in _allow_lines(lines) if lines[n].split(",")[1].strip() in names]
    at = rng.choice(concerned)
    if rng.random() < 0.5:
        said = f"without {lines.pop(at)!r}"
    else:
        _, _, entity, member, _, door, _, basis = [x.strip() for x in lines[at].split(",")]
        if rng.random() < 0.3:
            member = rng.choice(list(CATALOG[entity].members))
        door = "*" if rng.random() < 0.5 else door
        action = "read" if rng.random() < 0.8 else "mask"
        lines.append(f"p, {subject}, {entity}, {member}, {action}, {door}, deny, {basis}")
        said = f"with {lines[-1]!r}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return said


def random_subject(rng: Random) -> str:
    """A subject that reads something."""
    return rng.choice(SUBJECTS)
