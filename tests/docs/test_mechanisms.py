"""docs/mechanisms.md names all that carries a mechanism, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schema.entities import CATALOG
from schema.history import revision_of
from schema.mutations import MUTATIONS
from tests.docs.mechanisms import CHAIN, PROJECT, bases, duty_rules, mechanisms, page, said_by, tables, told

ALL = mechanisms()


def test_the_mechanisms_are_those_of_the_plan() -> None:
    assert list(ALL) == [f"M{n}" for n in range(1, 27)]
    for m in ALL.values():
        assert re.fullmatch(r".*[\u4e00-\u9fff].* / [A-Z].+", m.label), m.code


@pytest.mark.parametrize("code", ALL)
def test_what_a_mechanism_names_is_there(code: str) -> None:
    """State tables, too, and duties, stand under the clauses that the mechanism gives."""
    m = ALL[code]
    assert set(m.records) <= {e.name for e in CATALOG}
    assert m.clauses and set(m.clauses) <= bases().keys()
    assert len(set(m.records)) == len(m.records) and len(set(m.clauses)) == len(m.clauses)


def test_every_record_type_every_mutation_and_every_duty_has_its_mechanism() -> None:
    histories = {revision_of(e).name for e in CATALOG if e.history}
    assert [e.name for e in CATALOG if e.name not in histories and not any(e.name in m.records for m in ALL.values())] == []
    assert [name for name in MUTATIONS if not any(name in m.mutations for m in ALL.values())] == []
    assert [code for code in duty_rules() if not any(code in m.duties for m in ALL.values())] == []


@pytest.mark.parametrize(("clause", "code"), [(f"plan-4.{n}", f"M{n + 13}") for n in range(1, 5)])
def test_what_stands_under_a_clause_of_part_four_is_in_its_mechanism(clause: str, code: str) -> None:
    """A case that only moves under one clause of part four, or a duty of it, belongs to that clause's mechanism."""
    alone = {
        entity for entity, table in tables().items() if {m.basis for m in table.moves if m.basis.startswith("plan-4.")} == {clause}
    }
    assert len(alone) > 1
    assert alone <= set(ALL[code].records)
    assert {d for d, rule in duty_rules().items() if rule["basis"] == clause} <= {d for m in ALL.values() for d in m.duties}


@pytest.mark.parametrize("code", CHAIN)
def test_the_clauses_of_its_cases_are_its_own(code: str) -> None:
    """Every clause under which a case of the mechanism moves is among those of a mechanism that has this record."""
    for record in set(ALL[code].records) & tables().keys():
        given = {c for m in ALL.values() if record in m.records for c in m.clauses}
        assert {m.basis for m in tables()[record].moves} <= given, record


@pytest.mark.parametrize("code", CHAIN)
def test_the_page_has_every_operation_of_the_chain(code: str) -> None:
    section = page().split(f"\n## {code}\n")[1].split("\n## ")[0]
    m = ALL[code]
    for record in m.records:
        row = next(line for line in section.splitlines() if line.startswith(f"| `{record}` "))
        assert {s.name for s in MUTATIONS.values() if s.entity == record} <= set(re.findall(r"`(\w+)`", row))
        assert {CATALOG[record].plural, CATALOG[record].singular} <= set(re.findall(r"`(\w+)`", row))
        assert (record in tables()) == (f"cases.md#{record.lower()}" in row)
    events = {move.event for record in m.records if record in tables() for move in tables()[record].moves}
    assert events <= set(m.mutations)
    assert set(m.duties) <= set(re.findall(r"`(\w+)`", section))


@pytest.mark.parametrize("code", CHAIN)
def test_every_mechanism_of_the_chain_is_played(code: str) -> None:
    assert ALL[code].tests


def test_tests_name_mechanisms_that_are_there() -> None:
    assert {name: codes - ALL.keys() for name, codes in told().items() if codes - ALL.keys()} == {}
    for name in told():
        assert (PROJECT / name.split("::")[0]).exists()


def test_every_scenario_of_the_chain_says_what_it_plays() -> None:
    """Each file of tests/chain/ that holds scenarios is named in the column, by itself or by a test in it."""
    folder = PROJECT / "tests/chain"
    files = [p.relative_to(PROJECT).as_posix() for p in (*folder.rglob("test_*.py"), *folder.rglob("*.yaml"))]
    named = {name.split("::")[0] for name in told()}
    assert [f for f in files if f not in named and _has_scenarios(PROJECT / f)] == []


def _has_scenarios(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return "def test_" in text if path.suffix == ".py" else re.search(r"^(steps|scenario):", text, re.MULTILINE) is not None


def test_a_docstring_says_its_mechanisms_on_a_line_of_its_own() -> None:
    assert said_by("A child alone.\n\n    Mechanisms: M14, M15.\n") == {"M14", "M15"}
    assert said_by("What M14 is: Mechanisms: M14.") == frozenset()
    assert said_by("Mechanisms: none.") == frozenset()
