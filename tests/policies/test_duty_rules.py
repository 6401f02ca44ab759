"""`duties.yaml` read strictly: each kind of fault by one sample, with file and line; any shape is taken or refused in words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from authz.declared import load_declared
from authz.duties import load_duties
from authz.problems import PolicyError
from authz.sources import DUTIES, Sources
from tests.policies.conftest import TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]

FAULTS: dict[str, tuple[str, str, str]] = {
    "unknown key": ("  within: ledger_review_months", "  inside: ledger_review_months", "unknown key `inside`"),
    "no end": ("  within: ledger_review_months\n", "", "one of `within`, `due`, `yearly` says by when"),
    "unknown number": ("  within: ledger_review_months", "  within: ledger_months", "unknown number `ledger_months`"),
    "unknown basis": ("  basis: plan-2.2", "  basis: plan-9.9", "plan-9.9"),
    "unknown entity": ("  of: LedgerEntry", "  of: LedgerEntries", "unknown entity `LedgerEntries`"),
    "unknown column": ("  start: opened_on", "  start: opened", "LedgerEntry has no column `opened`"),
    "unknown state": ("  where: {status: OPEN}", "  where: {status: AJAR}", "AJAR"),
    "no state": ("  where: {status: OPEN}", "  where: {status: []}", "`status` takes a value or a list of values"),
    "one language": ("台账每月更新 / Monthly review of a ledger entry", "台账每月更新", "`label` is in Chinese and English"),
    "unknown unit above": ("  TOWN: civil_affairs", "  TOWN: civil_affair", "unknown unit `civil_affair`"),
    "`later` of another entity": (
        "  met: {entity: Assessment, match: {child_id: child_id}, since: opened_on}",
        "  met: {entity: Assessment, match: {child_id: child_id}, later: opened_on}", "`later` compares `start`",
    ),
    "`since` no date": ("since: opened_on", "since: status", "`status` of Assessment is Enum, not Date"),
    "`since` and `later`": ("since: opened_on", "since: opened_on, later: noticed_at", "another row of the same entity"),
    "names that are none": ("match: {child_id: child_id}, since", "match: {child_id: [child_id]}, since", "`met` gives names"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_with_file_and_line(edited: Edit, sources: Sources, name: str) -> None:
    text, instead, message = FAULTS[name]
    changed = edited(DUTIES, lambda t: t.replace(text, instead, 1))
    assert changed.texts[DUTIES] != sources.texts[DUTIES]
    with pytest.raises(PolicyError) as refused:
        load_duties(changed, load_declared(sources, TODAY), TODAY)
    entry_at = sources.texts[DUTIES][: sources.texts[DUTIES].index(text)].count("\n") + 1
    (problem,) = [p for p in refused.value.problems if message in p.message]
    assert problem.file == DUTIES
    assert abs(problem.line - entry_at) <= 12, "the line of the key, or of its rule"


ODD: tuple[Any, ...] = (1, None, True, ["x"], {"x": 1}, {"x": ["y"]}, [["x"]], "nosuch", "", [], {}, 1.5)
RULES = ("ledger_review", "next_visit", "emergency_review", "assessment_opened", "assessment_part", "superiors")


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(inner, (*at, key))


@pytest.mark.parametrize("code", RULES)
def test_any_shape_is_taken_or_refused_in_words(sources: Sources, code: str) -> None:
    declared, raw = load_declared(sources, TODAY), yaml.safe_load(sources.texts[DUTIES])
    kept = {key: raw[key] for key in ("superiors", code)}
    refused = 0
    for place in _places(raw[code]):
        for odd in ODD:
            changed: Any = copy.deepcopy(kept)
            at = changed
            for key in (code, *place)[:-1]:
                at = at[key]
            at[(code, *place)[-1]] = odd
            text = yaml.safe_dump(changed, allow_unicode=True)
            try:
                load_duties(Sources({**sources.texts, DUTIES: text}), declared, TODAY)
            except PolicyError:
                refused += 1
    assert refused > 100
