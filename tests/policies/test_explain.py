"""Explanations and the effective table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from authz.build import Policies, build_policies
from authz.effective import effective_text, stale_files, write_effective
from authz.explain import explain_lines, why
from authz.sources import Sources
from authz.view import Action
from tests.policies.conftest import FOLDER, TODAY


def test_why_a_cell_is_read(policies: Policies) -> None:
    e = why(policies, "school", "Child", "name")
    assert e.reads is Action.READ and not e.writes
    duty = next(d for d in e.doors if d.door == "duty")
    assert duty.deciding is not None and duty.deciding.subject == "school"
    assert duty.basis is not None and duty.basis.code == "plan-2.4"
    assert [r.text for r in duty.open] == ["school_id = caller.organisation_id"]
    assert [r.text for r in duty.closed] == ["sealed = true"]
    text = "\n".join(explain_lines(e))
    assert "school: Child.name: read" in text and "二(四)" in text and duty.deciding.source in text


def test_why_a_cell_is_masked_through_a_referral_or_not(policies: Policies) -> None:
    e = why(policies, "village", "Guardian", "telephone")
    doors = {d.door: d.action for d in e.doors}
    assert doors == {"duty": Action.READ, "referral:guardianship_guidance": Action.READ}
    assert why(policies, "civil_affairs", "Guardian", "telephone").reads is Action.MASK


def test_why_a_denial_decides(policies: Policies) -> None:
    e = why(policies, "development", "Town", "name")
    assert e.reads is None
    (duty,) = (d for d in e.doors if d.door == "duty")
    assert duty.deciding is not None and duty.deciding.effect == "deny"
    assert {g.subject for g in duty.lines} == {"development", "organisation"}
    assert "privacy-34" in "\n".join(explain_lines(e))


def test_why_nothing_is_said(policies: Policies) -> None:
    e = why(policies, "school", "Incident", "summary")
    assert e.doors == () and e.reads is None
    assert "rule 1" in "\n".join(explain_lines(e))


def test_why_a_group_is_hidden_in_some_rows(policies: Policies) -> None:
    e = why(policies, "village", "Intervention", "place")
    (host,) = e.doors
    assert [r.text for r in host.hidden] == ['kind = "SHELTER"']


@pytest.mark.soak
def test_an_explanation_agrees_with_the_view(policies: Policies, request: pytest.FixtureRequest) -> None:
    """Of every member in the long form, of one in eleven, each subject's others, otherwise."""
    one_in = 11 if "soak" not in str(request.config.getoption("-m")) else 1
    for at, subject in enumerate(policies.declared.concrete):
        view = policies.view(subject, policies.widest_role(subject))
        for entity in policies.catalog:
            of = view.entities.get(entity.name)
            for member in list(entity.members)[at % one_in :: one_in]:
                e = why(policies, subject, entity.name, member)
                assert e.reads == (of.visible.get(member) if of else None), (subject, entity.name, member)
                assert e.writes == (of is not None and any(member in d.writes for d in of.all_doors))


def test_an_explanation_has_no_truth_value(policies: Policies) -> None:
    with pytest.raises(TypeError):
        bool(why(policies, "school", "Child", "name"))


def test_unknown_names_raise(policies: Policies) -> None:
    for names in (("shool", "Child", "name"), ("school", "Kid", "name"), ("school", "Child", "nam")):
        with pytest.raises(KeyError):
            why(policies, *names)


def test_the_effective_tables_are_up_to_date(policies: Policies) -> None:
    """Run `tonghu policy table --write` and review the diff where this fails."""
    assert stale_files(policies, FOLDER / "effective") == ()


def test_a_change_of_policy_shows_in_the_table(
    edited: Callable[[str, Callable[[str], str]], Sources], policies: Policies
) -> None:
    line = "p, school, Child, onFileSince, read, duty, allow, plan-2.4\n"
    changed = build_policies(edited("grants.csv", lambda t: t + line), TODAY)
    before, after = effective_text(policies, "school").splitlines(), effective_text(changed, "school").splitlines()
    new = set(after) - set(before)
    assert len(new) == 2
    assert "  Child.onFileSince: read duty [plan-2.4]" in new
    assert any('"onFileSince")' in line for line in new), "what it was before is read by those who read what it is"
    assert stale_files(changed, FOLDER / "effective") == ("school.txt",)


def test_a_comment_changes_no_table(edited: Callable[[str, Callable[[str], str]], Sources], policies: Policies) -> None:
    moved = build_policies(edited("rows/child.polar", lambda t: "# one more line\n" + t), TODAY)
    assert effective_text(moved, "school") == effective_text(policies, "school")


def test_writing_the_tables_removes_what_has_no_subject(policies: Policies, tmp_path: Path) -> None:
    (tmp_path / "ghost.txt").write_text("x", encoding="utf-8")
    changed = write_effective(policies, tmp_path)
    assert set(changed) == {"ghost.txt", *(f"{s}.txt" for s in policies.declared.concrete)}
    assert stale_files(policies, tmp_path) == () and not (tmp_path / "ghost.txt").exists()
    assert write_effective(policies, tmp_path) == ()
