"""What is refused, each by one sample, with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from authz.build import build_policies
from authz.problems import PolicyError
from authz.sources import Sources
from tests.policies.conftest import TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]

GRANT = "p, school, Child, onFileSince, read, duty, allow, plan-2.4"

GRANT_SAMPLES = {
    "unknown subject": (GRANT.replace("school", "shool"), "unknown subject `shool`"),
    "unknown entity": (GRANT.replace("Child", "Kid"), "unknown entity `Kid`"),
    "unknown member": (GRANT.replace("onFileSince", "onFile"), "unknown member `onFile` of Child"),
    "unknown group": (GRANT.replace("onFileSince", "@files"), "unknown group `@files` of Child"),
    "hidden column": (GRANT.replace("onFileSince", "school_id"), "unknown member `school_id` of Child"),
    "unknown action": (GRANT.replace("read", "reed"), "unknown action `reed`"),
    "unknown effect": (GRANT.replace("allow", "alow"), "unknown effect `alow`"),
    "unknown door": (GRANT.replace("duty", "dooty"), "unknown door `dooty`"),
    "unknown condition": (GRANT.replace("duty", "duty:open_incidnet"), "unknown purpose `duty:open_incidnet`"),
    "unknown purpose": (GRANT.replace("duty", "referral:schoolin"), "unknown purpose `referral:schoolin`"),
    "unknown legal basis": (GRANT.replace("plan-2.4", "plan-9.9"), "unknown legal basis `plan-9.9`"),
    "too few columns": (GRANT.rpartition(",")[0], "7 columns, expected 8"),
    "too many columns": (GRANT + ", again", "9 columns, expected 8"),
    "empty column": (GRANT.replace("onFileSince", ""), "a column is empty"),
    "unknown section": (GRANT.replace("p,", "p2,", 1), "unknown section `p2`"),
    "unknown section of letters": (GRANT.replace("p,", "q,", 1), "unknown section `q`"),
    "quotes": (GRANT.replace("Child", '"Child"'), "character '\"' may not stand in a line"),
    "brackets": (GRANT.replace("onFileSince", "(name, onFileSince)"), "character '(' may not stand"),
    "comment behind a line": (GRANT + " # why", "character '#' may not stand"),
    "any door for a grant": (GRANT.replace("duty", "*"), "a grant names one door"),
    "denied mask": (GRANT.replace("read", "mask").replace("allow", "deny"), "a denial names `read`"),
    "mask of what has none": (GRANT.replace("read", "mask"), "`Child.onFileSince` has no mask"),
    "mask of a relation": (GRANT.replace("onFileSince", "school").replace("read", "mask"), "has no mask"),
    "write of what is derived": (
        "p, police, Report, latencyMinutes, write, duty, allow, plan-4.1",
        "`Report.latencyMinutes` is derived",
    ),
    "repeated line": ("p, school, Child, name, read, duty, allow, plan-2.4", "repeats line"),
    "repeated but for spaces": ("p,school,Child,name,read,duty,allow,plan-2.4", "repeats line"),
    "shadowed by a group": ("p, school, Child, sex, read, duty, allow, plan-4.3", "shadowed by line"),
    "shadowed by what is inherited": ("p, school, Town, name, read, duty, allow, plan-2.4", "shadowed by line"),
    "mask shadowed by read": ("p, school, Child, name, mask, duty, allow, plan-2.4", "shadowed by line"),
    "same said twice on another basis": ("p, school, Child, name, read, duty, allow, plan-4.3", "shadowed by line"),
    "denial shadowed by a wider one": (
        "p, development, Town, name, read, duty, deny, privacy-34",
        "shadowed by line",
    ),
    "inherits from nobody known": ("g, school, teachers", "unknown subject `teachers`"),
    "g with too many columns": ("g, school, organisation, x", "4 columns, expected 3"),
    "role cycle": ("g, organisation, school", "inherits from itself through"),
}  # fmt: skip


@pytest.mark.parametrize("name", GRANT_SAMPLES)
def test_a_line_of_grants_is_refused(edited: Edit, sources: Sources, name: str) -> None:
    line, message = GRANT_SAMPLES[name]
    number = sources.texts["grants.csv"].count("\n") + 1
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("grants.csv", lambda t: t + line + "\n"), TODAY)
    found = [p for p in refused.value.problems if p.line == number]
    assert found and all(p.file == "grants.csv" for p in found)
    assert any(message in p.message for p in found), [str(p) for p in refused.value.problems]


def test_the_line_that_all_grant_samples_start_from_is_good(edited: Edit) -> None:
    build_policies(edited("grants.csv", lambda t: t + GRANT + "\n"), TODAY)


def test_a_grant_closed_by_its_own_subject_is_refused(edited: Edit) -> None:
    both = GRANT + "\n" + GRANT.replace("allow", "deny").replace("duty", "*") + "\n"
    with pytest.raises(PolicyError, match="closed by a denial of the same subject"):
        build_policies(edited("grants.csv", lambda t: t + both), TODAY)


HEAD = 'allow(caller: Caller, "duty", row: Child) if '
OWN = "row.school_id = caller.organisation_id"
RULE_SAMPLES = {
    "allow at a kind of door": ('allow(caller: Caller, "referral", row: Child) if ' + OWN + ";", "unknown door `referral`"),
    "deny at no kind of door": ('deny(caller: Caller, "referrals", row: Child) if ' + OWN + ";", "unknown door `referrals`"),
    "or": (HEAD + "row.school_id = caller.organisation_id or row.sealed = true;", "`or` is not allowed"),
    "not": (HEAD + "not row.school_id = caller.organisation_id;", "`not` is not allowed"),
    "not of a membership": (HEAD + OWN + " and not (p in row.petitions);", "`not` is not allowed"),
    "cut": (HEAD + OWN + " and cut;", "`cut` is not allowed"),
    "matches": (HEAD + "row.town matches Town and " + OWN + ";", "`matches` is not allowed"),
    "forall": (HEAD + "forall(p in row.petitions, p.stage = \"FILED\");", "`forall` is not allowed"),
    "arithmetic": (HEAD + "row.school_id = caller.organisation_id + 1;", "arithmetic is not allowed"),
    "assignment": (HEAD + "x := row.school_id;", "`:=` is not allowed"),
    "double equals": (HEAD + "row.school_id == caller.organisation_id;", "`==` is not allowed"),
    "helper rule": ("mine(caller: Caller, row: Child) if " + OWN + ";", "`mine` is not allowed"),
    "call of a rule": (HEAD + "mine(caller, row);", "calling `mine` is not allowed"),
    "call of a method": (HEAD + 'row.name.startswith("x") = true;', "calling `row` is not allowed"),
    "recursion": (HEAD + 'allow(caller, "duty", row.household);', "calling `allow` is not allowed"),
    "unknown field": (HEAD + "row.scool_id = caller.organisation_id;", "unknown field `scool_id` of Child"),
    "unknown field behind a relation": (HEAD + "row.school.nam = \"x\" and " + OWN + ";", "unknown field `nam` of School"),
    "unknown way": (HEAD + "row.scool.name = \"x\" and " + OWN + ";", "`scool` is not a to-one way"),
    "to-many by a dot": (HEAD + "row.petitions.stage = \"FILED\" and " + OWN + ";", "open it by `in`"),
    "to-one by in": (HEAD + "s in row.school and s.id = caller.organisation_id;", "is not a to-many way"),
    "unknown attribute": (HEAD + "row.school_id = caller.school_id;", "unknown attribute `caller.school_id`"),
    "two attributes": (HEAD + "caller.village_id = caller.town_id and " + OWN + ";", "bound at run time"),
    "attribute with a constant": (HEAD + "caller.organisation_id = 5 and " + OWN + ";", "bound at run time"),
    "column with what the view knows": (HEAD + "row.name = caller.subject and " + OWN + ";", "known when the view is built"),
    "kinds that differ": (HEAD + "row.name = caller.organisation_id;", "`row.name` is String"),
    "constant of another kind": (HEAD + 'row.school_id = "5" and caller.subject = "school";', "is Int, not '5'"),
    "order of texts": (HEAD + 'row.name < "x" and ' + OWN + ";", "has no order"),
    "value not in the enum": (HEAD + 'row.category = "LEFT" and ' + OWN + ";", "is not a value of ChildCategory"),
    "nil of what is never nil": (HEAD + "row.name = nil and " + OWN + ";", "`name` is never nil"),
    "unknown subject": (HEAD + 'caller.subject = "shool" and ' + OWN + ";", "unknown subject `shool`"),
    "abstract subject": (HEAD + 'caller.subject = "organisation" and ' + OWN + ";", "unknown subject `organisation`"),
    "unknown role": (HEAD + 'caller.role = "boss" and ' + OWN + ";", "unknown role `boss`"),
    "unit of the caller": (HEAD + 'caller.unit = "court" and ' + OWN + ";", "unknown attribute `caller.unit`"),
    "unknown door": (HEAD.replace('"duty"', '"dooty"') + OWN + ";", "unknown door `dooty`"),
    "unknown purpose": (HEAD.replace('"duty"', '"referral:x"') + OWN + ";", "unknown purpose `referral:x`"),
    "any door for an allow rule": (HEAD.replace('"duty"', "_") + OWN + ";", "expected string"),
    "unknown group": ('deny_group(caller: Caller, "plaze", row: Child) if ' + OWN + ";", "unknown field group `plaze`"),
    "unknown entity": (HEAD.replace("Child", "Kid") + OWN + ";", "unknown entity"),
    "entity of another file": (HEAD.replace("Child", "School") + "row.id = caller.organisation_id;", "not School"),
    "caller without a type": ('allow(caller, "duty", row: Child) if ' + OWN + ";", "expected :"),
    "same relation twice": (
        HEAD + "r in row.referrals and s in row.referrals and r.purpose = s.purpose;",
        "`Referral` is reached twice",
    ),
    "same type by two paths": (
        HEAD + "row.school.town.code = \"5\" and row.town.code = \"5\" and " + OWN + ";",
        "`Town` is reached twice",
    ),
    "back to its own type": (HEAD + "g in row.guardianships and g.child.sealed = true;", "`Child` is reached twice"),
    "in from a row reached by in": (
        HEAD + "g in row.guardianships and p in g.petitions_of_child and p.stage = \"FILED\";",
        "`in` starts from `row`",
    ),
    "columns of two rows": (HEAD + "row.school_id = row.school.id and " + OWN + ";", "are of two rows"),
    "a row as a value": (HEAD + "row.school = row.household;", "`row.school` is a row"),
    "name that is not used": (HEAD + "r in row.referrals and " + OWN + ";", "`r` is not used"),
    "name that means two things": (HEAD + "caller in row.referrals and " + OWN + ";", "has a meaning already"),
    "repeated rule": (
        HEAD + 'caller.subject = "school" and row.school_id = caller.organisation_id;',
        "repeats the rule of line",
    ),
    "no end": (HEAD + OWN, "found `end of file`"),
    "string with an escape": (HEAD + 'row.name = "a\\"b";', "found"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULE_SAMPLES)
def test_a_row_rule_is_refused(edited: Edit, sources: Sources, name: str) -> None:
    rule, message = RULE_SAMPLES[name]
    number = sources.texts["rows/child.polar"].count("\n") + 1
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("rows/child.polar", lambda t: t + rule + "\n"), TODAY)
    assert {(p.file, p.line) for p in refused.value.problems} == {("rows/child.polar", number)}
    assert any(message in p.message for p in refused.value.problems), [str(p) for p in refused.value.problems]


def test_more_alternatives_than_allowed_are_refused(edited: Edit) -> None:
    many = "".join(f'{HEAD}caller.subject = "school" and row.school_id = {n};\n' for n in range(100, 132))
    with pytest.raises(PolicyError, match=r"rows/child.polar:\d+: more than 32 alternatives at `duty`"):
        build_policies(edited("rows/child.polar", lambda t: t + many), TODAY)


def test_an_entity_without_row_rule_is_refused(sources: Sources, edited: Edit) -> None:
    with pytest.raises(PolicyError, match=r"rows/unit.polar:1: Unit has no row rule"):
        build_policies(Sources({k: v for k, v in sources.texts.items() if k != "rows/unit.polar"}), TODAY)
    with pytest.raises(PolicyError, match=r"rows/unit.polar:1: Unit has no row rule"):
        build_policies(edited("rows/unit.polar", lambda t: "# nothing\n"), TODAY)
    with pytest.raises(PolicyError, match=r"rows/units.polar:1: no entity has this name"):
        build_policies(Sources({**sources.texts, "rows/units.polar": sources.texts["rows/unit.polar"]}), TODAY)


def test_an_expired_basis_is_told_at_each_grant_that_cites_it(edited: Edit, sources: Sources) -> None:
    ended = r"(?ms)^(privacy-(?:34|8):.*?from: [\d-]+)$"
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("legal_bases.yaml", lambda t: re.sub(ended, r"\1\n  until: 2022-01-01", t)), TODAY)
    assert {p.file for p in refused.value.problems} == {"grants.csv"}
    lines = sources.texts["grants.csv"].splitlines()
    citing = [n for n, t in enumerate(lines, 1) if t.endswith((", privacy-34", ", privacy-8"))]
    assert [p.line for p in refused.value.problems] == citing


def test_all_faults_are_told_together(edited: Edit, sources: Sources) -> None:
    texts = dict(sources.texts)
    texts["grants.csv"] += GRANT.replace("school", "shool") + "\n" + GRANT.replace("allow", "alow") + "\n"
    texts["rows/child.polar"] += RULE_SAMPLES["or"][0] + "\n" + RULE_SAMPLES["not"][0] + "\n"
    with pytest.raises(PolicyError) as refused:
        build_policies(Sources(texts), TODAY)
    assert [p.file for p in refused.value.problems] == ["grants.csv"] * 2 + ["rows/child.polar"] * 2
