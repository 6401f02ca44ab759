"""Reads `policies/cases/*.yaml`. The format is described at the top of docs/policy-guide.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authz.sources import read_yaml

FOLDER = Path(__file__).parents[2] / "policies" / "cases"
NOW = "2026-03-02T08:00:00.000Z"
_KEYS = {"name", "subject", "clause", "caller", "now", "rows", "must_see", "must_not_see", "may_write", "may_not_write"}
_SENTENCE = re.compile(
    r"(?P<entity>\w+) (?P<key>\d+)(\.(?P<member>\w+))?( (?P<how>masked|whole))?( by (?P<door>[\w:]+))?"
    r"( citing (?P<basis>[\w.-]+))?"
)


@dataclass(frozen=True)
class Sentence:
    """`Child 1.identityNumber masked by duty citing plan-2.4`: a row, or a cell of it."""

    text: str
    entity: str
    key: int
    member: str | None
    how: str | None
    door: str | None
    basis: str | None


@dataclass(frozen=True)
class Case:
    """One case. `caller`: run-time attributes; `rows`: entity -> key -> columns given."""

    file: str
    name: str
    subject: str
    role: str | None
    purpose: str | None
    clause: str
    caller: Mapping[str, Any]
    rows: Mapping[str, Mapping[int, Mapping[str, Any]]]
    must_see: tuple[Sentence, ...]
    must_not_see: tuple[Sentence, ...]
    may_write: tuple[Sentence, ...]
    may_not_write: tuple[Sentence, ...]

    def __str__(self) -> str:
        return f"{Path(self.file).stem}: {self.name}"


def _sentences(texts: list[str]) -> tuple[Sentence, ...]:
    out = []
    for text in texts:
        m = _SENTENCE.fullmatch(text)
        assert m, f"no sentence: {text}"
        out.append(Sentence(text, m["entity"], int(m["key"]), m["member"], m["how"], m["door"], m["basis"]))
    return tuple(out)


def _school_age(now: str) -> dict[str, str]:
    """Birth dates of children of six full years and not yet sixteen. No case stands on a 29 February."""
    year, day = int(now[:4]), now[4:10]
    return {"born_for_school_after": f"{year - 16}{day}", "born_for_school_by": f"{year - 6}{day}"}


def _alone() -> frozenset[str]:
    _, listed = read_yaml("subjects.yaml", (FOLDER.parent / "subjects.yaml").read_text(encoding="utf-8"))
    return frozenset(name for name, of in listed.items() if of["is"] in ("person", "nobody"))


ALONE = _alone()
"""Subjects that act for no organisation and have no role."""


def read_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Every case of the folder, in order of file. Raises PolicyError as `read_yaml`: of a key given twice one would say nothing."""
    for path in sorted(folder.glob("*.yaml")):
        _, data = read_yaml(f"cases/{path.name}", path.read_text(encoding="utf-8"))
        for raw in data["cases"]:
            assert raw.keys() <= _KEYS, f"{path.name}: unknown keys {raw.keys() - _KEYS}"
            subject = raw.get("subject", data["subject"])
            caller = dict(raw["caller"])
            role = caller.pop("role", None if subject in ALONE else "officer")
            purpose = caller.pop("purpose", None)
            now = raw.get("now", NOW)
            lists = (_sentences(raw.get(k, [])) for k in ("must_see", "must_not_see", "may_write", "may_not_write"))
            yield Case(
                path.name,
                raw["name"],
                subject,
                role,
                purpose,
                raw["clause"],
                caller | {"now": now, "today": now[:10], **_school_age(now)},
                raw["rows"],
                *lists,
            )
