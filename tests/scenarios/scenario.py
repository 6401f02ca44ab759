"""Reads a scenario file and holds the answers of a running service against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_SEEN, _NOT_SEEN = ("sees", "contains"), ("withholds", "nothing", "refused")
_KEYS = {"name", "clause", "query", "caller", "extensions", *_SEEN, *_NOT_SEEN}


@dataclass(frozen=True)
class Entry:
    """One sentence of a scenario: who asks what and what the answer must be.

    `kind`: `sees`, the data exactly; `contains`, a part of it; `withholds`, the data exactly, with a null or an empty list where
    something is hidden; `nothing`, each root field is null or an empty list, as for ids that no row has; `refused`, exactly
    these members are refused and nothing is answered.
    """

    name: str
    clause: str
    query: str
    caller: dict[str, Any]
    extensions: dict[str, Any]
    kind: str
    expected: Any

    @property
    def document(self) -> str:
        """The query as a whole document, `$name` still in place."""
        text = self.query.strip()
        return text if text.startswith(("{", "query")) else f"{{ {text} }}"

    @property
    def seen(self) -> bool:
        """Something is seen; else something is not."""
        return self.kind in _SEEN


@dataclass(frozen=True)
class Scenario:
    """What one subject sees and does not see."""

    subject: str
    entries: tuple[Entry, ...]


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file named after its subject; ValueError where an entry is not whole."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Scenario(path.stem, tuple(_entry(entry, given["caller"]) for entry in given["entries"]))


def _entry(given: dict[str, Any], caller: dict[str, Any]) -> Entry:
    kinds = [k for k in (*_SEEN, *_NOT_SEEN) if k in given]
    if len(kinds) != 1 or given.keys() - _KEYS or not {"name", "clause", "query"} <= given.keys():
        raise ValueError(f"not an entry: {given}")
    return Entry(
        given["name"], given["clause"], given["query"], given.get("caller", caller), given.get("extensions", {}),
        kinds[0], given[kinds[0]],
    )  # fmt: skip


def fault(entry: Entry, subject: str, answer: dict[str, Any], unknown: dict[str, Any]) -> str | None:
    """What is wrong with an answer, or None. `unknown` is the answer to the same document with ids that no row has."""
    shown = json.dumps(answer, ensure_ascii=False)
    if entry.kind == "refused":
        return None if _refused(answer, subject) == sorted(entry.expected) else shown
    data = answer.get("data")
    if data is None or "errors" in answer:
        return shown
    if entry.kind == "nothing":
        if not all(root is None or root.get("nodes") == [] for root in data.values()):
            return shown
        return None if answer == unknown else f"{shown}, but for a row that does not exist {unknown}"
    if entry.kind == "contains":
        return None if _part_of(entry.expected, data) else shown
    if entry.kind == "withholds" and not _hides(entry.expected):
        return "nothing is withheld in what is expected"
    return None if json.dumps(entry.expected, ensure_ascii=False) == json.dumps(data, ensure_ascii=False) else shown


def _refused(answer: dict[str, Any], subject: str) -> list[str] | None:
    """Members that are refused; None where anything was answered or another refusal is among them."""
    given = [error["extensions"] for error in answer.get("errors", [])]
    if "data" in answer or any((e["code"], e.get("subject")) != ("FIELD_NOT_AVAILABLE", subject) for e in given):
        return None
    return sorted(e["member"] for e in given)


def _part_of(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and _part_of(v, whole[k]) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(_part_of(p, w) for w in whole) for p in part)
    return type(part) is type(whole) and bool(part == whole)


def _hides(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_hides, value.values()))
    return value is None or value == [] or (isinstance(value, list) and any(map(_hides, value)))
