"""The combination: the guide's table of examples, and that taking a grant or adding a denial never shows more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import authz.combine
from authz.build import Policies
from authz.caller import PUBLIC, Role
from authz.combine import DoorGrants, entity_view, grants_of
from authz.grants import Grant, expand
from authz.rows import Alternative, EntityRows
from authz.view import Action
from schema.entities import CATALOG
from schema.predicate import TRUE
from tests.compiled import project_policies
from tests.policies.conftest import TODAY
from tests.policies.evaluate import Sight, filled

GUIDE = Path(__file__).parents[2] / "docs" / "policy-guide.md"
SHOWN = {"read": Action.READ, "masked": Action.MASK, "hidden": None}


@dataclass(frozen=True)
class Example:
    """A row of the guide's table."""

    number: int
    lines: tuple[str, ...]
    rules: tuple[str, ...]
    caller: str
    name: str
    writes: str


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in cell.split(";") if p.strip())


def examples() -> list[Example]:
    table = GUIDE.read_text(encoding="utf-8").partition("| rule | lines |")[2].splitlines()[2:]
    out = []
    for row in table:
        if not row.startswith("|"):
            break
        number, lines, rules, caller, name, writes = (c.strip() for c in row.strip("|").split("|"))
        out.append(Example(int(number), _parts(lines), _parts(rules), caller, name, writes))
    return out


def _grant(text: str, line: int) -> Grant:
    subject, action, door, effect = text.split()
    return Grant(subject, "Child", "name", action, door, effect, "plan-2.4", line, ("name",))


def _rows(rules: tuple[str, ...]) -> EntityRows:
    kinds: dict[str, dict[str, tuple[Alternative, ...]]] = {"allow": {}, "deny": {}, "hide": {}}
    for rule in rules:
        kind, selector = rule.split()
        kinds[kind][selector] = (Alternative(TRUE, "rows/child.polar:1"),)
    return EntityRows(kinds["allow"], kinds["deny"], kinds["hide"])


@pytest.mark.parametrize("example", examples(), ids=str)
def test_example(policies: Policies, example: Example) -> None:
    caller, _, purpose = example.caller.partition(" for ")
    subject, _, role = caller.partition(" ")
    family = (subject, *policies.grants.parents.get(subject, ()))
    lines = tuple(g for g in map(_grant, example.lines, range(1, 99)) if g.subject in family)
    doors = grants_of(lines, subject, policies.declared.purposes.values(), CATALOG).get("Child", {})
    view = replace(policies.view(subject), entities={})
    made = entity_view("Child", doors, _rows(example.rules), Role(role) if role else None, subject == PUBLIC, purpose or None)
    if made is not None:
        view = replace(view, entities={"Child": made})
    sight = Sight(view, {"Child": {1: filled("Child", 1, {})}}, {})
    assert sight.cell("Child", 1, "name") is SHOWN[example.name]
    assert any("name" in d.writes for d in sight.open_doors("Child", 1)) == (example.writes == "yes")


def test_the_guide_and_the_module_state_the_same_rules() -> None:
    def rules(text: str) -> list[str]:
        flat = re.sub(r"\s+", " ", text)
        return re.findall(r"(?<= )\d+\. .*?(?= \d+\. | $)", flat + " ")

    guide = GUIDE.read_text(encoding="utf-8").partition("Its rules:")[2].partition("### Examples")[0]
    stated = rules(str(authz.combine.__doc__))
    assert [r.strip() for r in rules(guide)] == [r.strip() for r in stated]
    assert [int(r.split(".")[0]) for r in stated] == list(range(1, len(stated) + 1))
    assert {e.number for e in examples()} >= set(range(1, len(stated) + 1)) - {9, 12}  # 12 is of two entities: test_history.py


# -- less never shows more ----------------------------------------------------------------------------------------------

_POLICIES = project_policies(TODAY)
_RANK = {None: 0, Action.MASK: 1, Action.READ: 2}
Cells = Mapping[str, Mapping[str, Mapping[str, DoorGrants]]]


def _cells(lines: tuple[Grant, ...]) -> Cells:
    out = {}
    for subject in _POLICIES.declared.concrete:
        family = (subject, *_POLICIES.grants.parents.get(subject, ()))
        own = tuple(g for name in family for g in lines if g.subject == name)
        out[subject] = grants_of(own, subject, _POLICIES.declared.purposes.values(), CATALOG)
    return out


def _widened(before: Cells, after: Cells) -> list[tuple[str, str, str, str]]:
    found = []
    for subject, entities in after.items():
        for entity, doors in entities.items():
            for door, cells in doors.items():
                was = before[subject].get(entity, {}).get(door, DoorGrants({}, {}))
                for name, grant in cells.fields.items():
                    held = was.fields.get(name)
                    if _RANK[grant.action] > _RANK[held.action if held else None]:
                        found.append((subject, entity, door, name))
                found += [(subject, entity, door, name) for name in cells.writes.keys() - was.writes.keys()]
    return found


_BEFORE = _cells(_POLICIES.grants.lines)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, len(_POLICIES.grants.lines) - 1), min_size=1, max_size=5))
def test_taking_lines_that_grant_never_shows_more(taken: set[int]) -> None:
    lines = _POLICIES.grants.lines
    kept = tuple(g for i, g in enumerate(lines) if i not in taken or g.effect == "deny")
    assert not _widened(_BEFORE, _cells(kept))


@st.composite
def denials(draw: st.DrawFn) -> Grant:
    entity = draw(st.sampled_from(list(CATALOG)))
    member = draw(st.sampled_from([*entity.members, *(f"@{g}" for g in entity.groups)]))
    subject = draw(st.sampled_from(list(_POLICIES.declared.subjects)))
    action = draw(st.sampled_from(["read", "write"]))
    door = draw(st.sampled_from(["*", *_POLICIES.declared.doors]))
    return Grant(subject, entity.name, member, action, door, "deny", "plan-2.4", 999, expand(entity, member))


@settings(max_examples=60, deadline=None)
@given(st.lists(denials(), min_size=1, max_size=3), st.randoms())
def test_adding_denials_never_shows_more(added: list[Grant], random: object) -> None:
    lines = _POLICIES.grants.lines
    after = _cells((*lines, *added))
    assert not _widened(_BEFORE, after)
    for g in added:
        for subject in _POLICIES.declared.concrete:
            if g.subject not in (subject, *_POLICIES.grants.parents.get(subject, ())):
                continue
            for door, cells in after[subject].get(g.entity, {}).items():
                if g.door in ("*", door):
                    closed = cells.fields if g.action == "read" else cells.writes
                    assert not closed.keys() & set(g.members), (subject, g)


def test_the_property_notices_a_widening() -> None:
    """The comparison itself is not blind: taking the denials away shows more."""
    assert _widened(_BEFORE, _cells(tuple(g for g in _POLICIES.grants.lines if g.effect == "allow")))


def test_no_door_of_a_referral_or_emergency_writes() -> None:
    for subject in _POLICIES.declared.concrete:
        view = _POLICIES.view(subject, _POLICIES.widest_role(subject))
        for of in view.entities.values():
            for door in of.all_doors:
                if door.door.startswith(("referral:", "break_glass:")):
                    assert not door.writes
