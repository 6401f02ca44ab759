"""Casbin's own decision, cell by cell, against the effective table that the views are made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from authz.build import Policies
from authz.casbin_table import CasbinTable
from authz.combine import cell_of
from authz.grants import Grants, is_duty
from authz.sources import GRANTS, MODEL, Sources

ACTIONS = ("read", "mask", "write")


def _table_of(sources: Sources, grants: Grants, entity: str) -> CasbinTable:
    """Casbin with the lines of one entity only, so that the oracle can answer every cell in seconds: by the model's
    matcher, lines of other entities never match. A test below asks the whole of it."""
    kept = [
        line
        for line in sources.texts[GRANTS].splitlines()
        if line.startswith("g,") or (line.startswith("p,") and line.split(",")[2].strip() == entity)
    ]
    lines = tuple(g for g in grants.lines if g.entity == entity)
    return CasbinTable(sources.texts[MODEL], "\n".join(kept), Grants(lines, grants.parents))


def _cells(policies: Policies) -> Iterator[tuple[str, str, str, str, str]]:
    """Every cell at every door: millions."""
    for subject in policies.declared.subjects:
        for entity in policies.catalog:
            for member in entity.members:
                for door in policies.declared.doors:
                    for action in ACTIONS:
                        yield subject, entity.name, member, action, door


def _drawn(policies: Policies, one_in: int) -> Iterator[tuple[str, str, str, str, str]]:
    """All cells that some line of the subject names, at its door or at `*`, and of the others one in so many."""
    named = {
        (subject, g.entity, member, g.action, door)
        for subject in policies.declared.subjects
        for g in policies.lines_of(subject)
        for member in g.members
        for door in (policies.declared.doors if g.door == "*" else (g.door,))
    }
    for n, cell in enumerate(_cells(policies)):
        if n % one_in == 0 or cell in named:
            yield cell


@pytest.mark.soak
def test_casbin_agrees_on_every_cell(policies: Policies, sources: Sources, request: pytest.FixtureRequest) -> None:
    one_in = 211 if "soak" not in str(request.config.getoption("-m")) else 1
    tables = {e.name: _table_of(sources, policies.grants, e.name) for e in policies.catalog}
    lines = {s: policies.lines_of(s) for s in policies.declared.subjects}
    allowed = 0
    for subject, entity, member, action, door in _drawn(policies, one_in):
        decision = tables[entity].enforce(subject, entity, member, action, door)
        ours = cell_of(lines[subject], entity, member, action, door)
        assert decision.allowed == (ours is not None), (subject, entity, member, action, door)
        allowed += decision.allowed
    assert allowed > 700


def test_the_whole_casbin_model_agrees_on_a_sample(policies: Policies) -> None:
    lines = {s: policies.lines_of(s) for s in policies.declared.subjects}
    sample = [cell for i, cell in enumerate(_cells(policies)) if i % 10_007 == 0]
    for subject, entity, member, action, door in sample:
        decision = policies.table.enforce(subject, entity, member, action, door)
        assert decision.allowed == (cell_of(lines[subject], entity, member, action, door) is not None)


def test_duty_doors_of_the_views_show_exactly_what_casbin_allows(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        lines = policies.lines_of(subject)
        for entity, doors in policies.cells[subject].items():
            for door, cells in doors.items():
                if not is_duty(door):
                    continue
                for member in policies.catalog[entity].members:
                    read = cell_of(lines, entity, member, "read", door) or cell_of(lines, entity, member, "mask", door)
                    assert (member in cells.fields) == (read is not None), (subject, entity, member, door)


def test_a_decision_has_no_truth_value(policies: Policies) -> None:
    with pytest.raises(TypeError):
        bool(policies.table.enforce("school", "Child", "name", "read", "duty"))


def test_casbin_names_the_deciding_line(policies: Policies) -> None:
    allowed = policies.table.enforce("school", "Child", "name", "read", "duty")
    assert allowed.allowed and allowed.deciding is not None
    assert allowed.deciding.subject == "school" and allowed.deciding.basis == "plan-2.4"
    denied = policies.table.enforce("development", "Town", "name", "read", "duty")
    assert not denied.allowed and denied.deciding is not None and denied.deciding.effect == "deny"
    assert policies.table.enforce("school", "Incident", "kind", "read", "duty").deciding is None
