"""The generated part of docs/mechanisms.md: of each mechanism its clauses, records, operations, duties, tables and tests.

Tests say themselves which mechanisms they play: a line `Mechanisms: M14, M15.` in the docstring of a test or of its module, or
a key `mechanisms: [M14, M15]` in a scenario that is a YAML file below tests/.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from authz.build import states_of
from authz.sources import read_sources
from authz.state_table import StateTable
from schema.entities import CATALOG
from schema.mutations import MUTATIONS

PROJECT = Path(__file__).parents[2]
CHAIN = ("M14", "M15", "M16", "M17")
"""The mechanisms that are worked out record by record."""

_SAID = re.compile(r"^\s*Mechanisms: (M\d+(?:, M\d+)*)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Mechanism:
    """What docs/mechanisms.yaml says of a mechanism."""

    code: str
    label: str
    clauses: tuple[str, ...]
    records: tuple[str, ...]

    @property
    def mutations(self) -> tuple[str, ...]:
        """Mutations that write its records."""
        return tuple(m.name for r in self.records for m in MUTATIONS.values() if m.entity == r)

    @property
    def duties(self) -> tuple[str, ...]:
        """Codes of what falls due upon its records, or is met by them, under its clauses."""
        return tuple(
            code
            for code, rule in duty_rules().items()
            if rule["basis"] in self.clauses and not _records_of(rule).isdisjoint(self.records)
        )

    @property
    def tests(self) -> tuple[str, ...]:
        """Tests that say that they play it."""
        return tuple(name for name, codes in told().items() if self.code in codes)


def _data(name: str) -> Any:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """All mechanisms by code. KeyError where the file leaves something out."""
    return {
        code: Mechanism(code, said["label"], tuple(said["clauses"]), tuple(said["records"]))
        for code, said in _data("docs/mechanisms.yaml").items()
    }


@cache
def duty_rules() -> Mapping[str, Any]:
    """Rules of duties by code."""
    return {code: rule for code, rule in _data("policies/duties.yaml").items() if code != "superiors"}


def _records_of(rule: Mapping[str, Any]) -> frozenset[str]:
    """The record that a duty comes of, and those that meet it or let it run anew."""
    return frozenset({rule["of"]} | {rule[way]["entity"] for way in ("met", "latest") if way in rule})


@cache
def bases() -> Mapping[str, Any]:
    """Legal bases by code."""
    found: Mapping[str, Any] = _data("policies/legal_bases.yaml")
    return found


@cache
def tables() -> Mapping[str, StateTable]:
    """State tables by entity."""
    return states_of(read_sources(PROJECT / "policies"), date(2026, 3, 2))


def said_by(text: str) -> frozenset[str]:
    """Mechanisms that a docstring names."""
    return frozenset(code for line in _SAID.findall(text) for code in line.split(", "))


def _in_python(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(PROJECT).as_posix()
    if codes := said_by(ast.get_docstring(tree) or ""):
        yield name, codes
    for node in (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
        if node.name.startswith("test_") and (codes := said_by(ast.get_docstring(node) or "")):
            yield f"{name}::{node.name}", codes


def _in_yaml(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    text = path.read_text(encoding="utf-8")
    if re.search(r"^mechanisms:", text, re.MULTILINE):
        yield path.relative_to(PROJECT).as_posix(), frozenset(yaml.safe_load(text)["mechanisms"])


@cache
def told() -> Mapping[str, frozenset[str]]:
    """Test -> the mechanisms that it says it plays."""
    found = [of for path in sorted((PROJECT / "tests").rglob("test_*.py")) for of in _in_python(path)]
    found += [of for path in sorted((PROJECT / "tests").rglob("*.yaml")) for of in _in_yaml(path)]
    return dict(found)


def _ticked(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{n}`" for n in names)


def _clauses(mechanism: Mechanism) -> str:
    """`四(一) (`plan-4.1`)`; of laws the instrument too."""
    plan = bases()["plan-4.1"]["instrument"]
    out = []
    for code in mechanism.clauses:
        instrument = "" if bases()[code]["instrument"] == plan else f"{bases()[code]['instrument']} "
        out.append(f"{instrument}{bases()[code]['article']} (`{code}`)")
    return ", ".join(out)


def _overview() -> Iterator[str]:
    yield "| | mechanism | clauses | record types | mutations | duties |"
    yield "|---|---|---|---|---|---|"
    for m in mechanisms().values():
        name = f"[{m.code}](#{m.code.lower()})" if m.code in CHAIN else m.code
        cells = (_clauses(m), _ticked(m.records), _ticked(m.mutations), _ticked(m.duties))
        yield f"| {name} | {m.label} | {' | '.join(cells)} |"


def _section(mechanism: Mechanism) -> Iterator[str]:
    yield f"## {mechanism.code}"
    yield ""
    yield f"{mechanism.label}. {_clauses(mechanism)}."
    yield ""
    yield "| record type | states | mutations | queries | duties |"
    yield "|---|---|---|---|---|"
    for record in mechanism.records:
        entity = CATALOG[record]
        alone = replace(mechanism, records=(record,))
        states = f"[`{tables()[record].field}`](cases.md#{record.lower()})" if record in tables() else ""
        cells = (_ticked(alone.mutations), _ticked((entity.plural, entity.singular)), _ticked(alone.duties))
        yield f"| `{record}` {entity.label} | {states} | {' | '.join(cells)} |"
    yield ""
    yield "Tests:"
    yield ""
    yield from (f"- `{test}`" for test in mechanism.tests)


def page() -> str:
    """The body of docs/mechanisms.md."""
    parts = ["\n".join(["## All mechanisms", "", *_overview()]), *("\n".join(_section(mechanisms()[c])) for c in CHAIN)]
    return "\n\n".join(parts)
