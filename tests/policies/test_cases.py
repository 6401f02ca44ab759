"""The lawyer-readable cases, evaluated directly on the predicate trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from authz.build import Policies
from authz.problems import PolicyError
from authz.rows import Alternative, EntityRows
from authz.view import Action
from tests.policies.cases import FOLDER, Case, Sentence, read_cases
from tests.policies.evaluate import Sight, filled

CASES = tuple(read_cases())


def sight_of(policies: Policies, case: Case) -> Sight:
    world = {e: {int(k): filled(e, int(k), row) for k, row in rows.items()} for e, rows in case.rows.items()}
    return Sight(policies.view(case.subject, case.role, case.purpose), world, case.caller)


def _must_see(sight: Sight, s: Sentence) -> None:
    doors = [d for d in sight.open_doors(s.entity, s.key) if d.fields]
    assert doors, f"{s.text}: the row is not visible"
    if s.member is not None:
        wanted = Action.MASK if s.how == "masked" else Action.READ
        assert sight.cell(s.entity, s.key, s.member) is wanted, s.text
        doors = [d for d in doors if s.member in d.fields and d.fields[s.member].action is wanted]
    if s.door is not None:
        doors = [d for d in doors if d.door == s.door]
        assert doors, f"{s.text}: not by this door"
    if s.basis is not None:
        assert s.basis in {d.fields[str(s.member)].basis for d in doors}, f"{s.text}: on another basis"


def _must_not_see(sight: Sight, s: Sentence) -> None:
    assert s.key in sight.world[s.entity], f"{s.text}: no such row in the case"
    if s.member is None:
        assert not sight.sees_row(s.entity, s.key), f"{s.text}: the row is visible"
    else:
        forbidden = {Action.READ} if s.how == "whole" else {Action.READ, Action.MASK}
        assert sight.cell(s.entity, s.key, s.member) not in forbidden, f"{s.text}: the cell is visible"


def _writes(sight: Sight, s: Sentence) -> bool:
    return any(s.member in d.writes for d in sight.open_doors(s.entity, s.key))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(policies: Policies, case: Case) -> None:
    sight = sight_of(policies, case)
    for s in case.must_see:
        _must_see(sight, s)
    for s in case.must_not_see:
        _must_not_see(sight, s)
    for s in case.may_write:
        assert _writes(sight, s), f"{s.text}: may not be written"
    for s in case.may_not_write:
        assert not _writes(sight, s), f"{s.text}: may be written"


def test_every_subject_has_cases(policies: Policies) -> None:
    assert {c.subject for c in CASES} == set(policies.declared.concrete)


def test_every_case_says_something_and_cites_its_clause() -> None:
    for case in CASES:
        assert case.clause
        assert case.must_see or case.must_not_see or case.may_write or case.may_not_write, case.name


def test_cases_name_members_that_exist(policies: Policies) -> None:
    for case in CASES:
        for s in (*case.must_see, *case.must_not_see, *case.may_write, *case.may_not_write):
            assert s.member is None or s.member in policies.catalog[s.entity].members, s.text


def _fails(policies: Policies, case: Case) -> bool:
    try:
        test_case(policies, case)
    except AssertionError:
        return True
    return False


def _without(policies: Policies, source: str) -> Policies:
    def less(of: Mapping[str, tuple[Alternative, ...]]) -> dict[str, tuple[Alternative, ...]]:
        kept = {key: tuple(a for a in found if a.source != source) for key, found in of.items()}
        return {key: found for key, found in kept.items() if found}

    rows = {k: EntityRows(less(r.allows), less(r.denies), less(r.group_denials)) for k, r in policies.rows.items()}
    return replace(policies, rows=rows, _views={})


def test_each_row_rule_is_held_by_a_case(policies: Policies) -> None:
    """Taking out any one rule that concerns a subject, opening or closing, makes some case fail."""
    used: dict[str, set[tuple[str, str]]] = {}
    for (subject, _, entity), rows in policies.rows.items():
        for part in (rows.allows, rows.denies, rows.group_denials):
            for a in (a for found in part.values() for a in found):
                used.setdefault(a.source, set()).add((subject, entity))
    for source, concerned in sorted(used.items()):
        mutant, subjects = _without(policies, source), {subject for subject, _ in concerned}
        likely = sorted((c for c in CASES if c.subject in subjects), key=lambda case: not _speaks_of(case, concerned))
        assert any(_fails(mutant, case) for case in likely), f"no case notices that {source} is gone"


def _speaks_of(case: Case, concerned: set[tuple[str, str]]) -> bool:
    said = (*case.must_see, *case.must_not_see, *case.may_write, *case.may_not_write)
    return any((case.subject, s.entity) in concerned for s in said)


def test_a_case_that_says_a_key_twice_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "school.yaml").read_text(encoding="utf-8")
    (tmp_path / "school.yaml").write_text(text.replace("must_see:", "must_see: []\n    must_see:", 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"cases/school.yaml:\d+: `must_see` is there twice"):
        list(read_cases(tmp_path))
