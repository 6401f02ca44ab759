"""The generated part of docs/cases.md: a diagram and a table a kind of case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from authz.build import states_of
from authz.sources import read_sources
from authz.state_table import BEGINNING, StateTable
from schema.entities import CATALOG
from schema.mutations import MUTATIONS

POLICIES = Path(__file__).parents[2] / "policies"
TODAY = date(2026, 3, 2)


def cases() -> str:
    """All kinds of cases, by name."""
    bases = yaml.safe_load((POLICIES / "legal_bases.yaml").read_text(encoding="utf-8"))
    tables = states_of(read_sources(POLICIES), TODAY)
    parts = ("\n".join([*_head(t), "", *_diagram(t), "", *_table(t, bases)]) for _, t in sorted(tables.items()))
    return "\n\n".join(parts)


def _head(table: StateTable) -> Iterator[str]:
    yield f"## {table.entity}"
    yield ""
    yield f"{CATALOG[table.entity].label}. `policies/{table.file}`, field `{table.field}`."


def _diagram(table: StateTable) -> Iterator[str]:
    """Moves as arrows; several events on one arrow stand together."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state, label in table.enum.values.items():
        yield f"    {state}: {label}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in table.moves:
        for after in move.next:
            arrows.setdefault((move.state, after), []).append(move.event)
    for (state, after), events in arrows.items():
        yield f"    {'[*]' if state == BEGINNING else state} --> {after}: {', '.join(dict.fromkeys(events))}"
    yield from (f"    [*] --> {state}" for state in table.begun)
    yield from (f"    {state} --> [*]" for state in table.final)
    yield "```"


def _table(table: StateTable, bases: dict[str, dict[str, str]]) -> Iterator[str]:
    yield "| 状态 / State | 事项 / Event | 其后 / Next | 主体 / Subjects | 依据 / Basis | 起始职责 / Starts | 终结职责 / Ends |"
    yield "|---|---|---|---|---|---|---|"
    for m in table.moves:
        state = "" if m.state == BEGINNING else f"{table.enum.values[m.state]}"
        after = ", ".join(table.enum.values[s] for s in m.next)
        basis = f"{bases[m.basis]['article']} (`{m.basis}`)"
        who = ", ".join(f"`{s}`" for s in m.named)
        duties = [", ".join(f"`{d}`" for d in of) for of in (m.starts, m.ends)]
        yield f"| {state} | {MUTATIONS[m.event].label} `{m.event}` | {after} | {who} | {basis} | {duties[0]} | {duties[1]} |"
