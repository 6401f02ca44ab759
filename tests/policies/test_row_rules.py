"""Row rules compiled by Oso: what went wrong with Oso when it was tried must not come back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from oso import Oso

from authz.build import Policies, build_policies
from authz.oso_adapter import OsoRules, PolarCaller, Sentinel
from authz.polar_syntax import Rule, rules_of
from authz.row_cache import from_json, to_json
from authz.rows import speaks_to
from authz.sources import Sources
from authz.ways import ways
from schema.predicate import (
    FALSE,
    TRUE,
    And,
    Attribute,
    Compare,
    Constant,
    Exists,
    IsNull,
    Not,
    Or,
    OwnColumn,
    Predicate,
)
from tests.policies.conftest import TODAY
from tests.policies.evaluate import World, filled, holds

Edit = Callable[[str, Callable[[str], str]], Sources]
HEAD = 'allow(caller: Caller, "duty", row: Child) if '
DENY = 'deny(caller: Caller, "duty", row: Incident) if '


def compiled(text: str, subject: str = "school") -> tuple[Predicate, ...]:
    """The alternatives of one rule, past the static check."""
    (rule,) = rules_of("rows/test.polar", text)
    oso = OsoRules()
    oso.load(rule)
    return oso.alternatives(rule, PolarCaller(subject, "reader"), rule.selector or "duty")


def world(**rows: Mapping[int, Mapping[str, Any]]) -> World:
    return {e: {k: filled(e, k, row) for k, row in of.items()} for e, of in rows.items()}


def stands_at(rule: Rule, doors: Iterable[str]) -> tuple[str, ...]:
    """Where a rule counts: its field group; the doors of its kind; its own door; for `_`, plain duty stands for all."""
    if rule.kind == "deny_group":
        return (str(rule.selector),)
    if rule.kind == "deny" and rule.selector in ("referral", "break_glass"):
        return tuple(d for d in doors if d.partition(":")[0] == rule.selector)
    return tuple(d for d in doors if d == (rule.selector or "duty"))


def test_polar_has_a_time_limit() -> None:
    assert int(os.environ["POLAR_TIMEOUT_MS"]) <= 5000


@pytest.mark.parametrize("op", ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_a_sentinel_cannot_be_compared(op: str) -> None:
    with pytest.raises(TypeError):
        getattr(Sentinel("village_id"), op)("village_id")


def test_oso_folding_two_attributes_raises_instead_of_deciding() -> None:
    """Texts in place of sentinels would make this rule silently false."""
    with pytest.raises(Exception, match="failed"):
        compiled(HEAD + "caller.village_id = caller.town_id and row.school_id = caller.organisation_id;")


def test_what_the_view_knows_is_folded() -> None:
    text = HEAD + 'caller.subject in ["village", "school"] and row.school_id = caller.organisation_id;'
    assert compiled(text, "school") == (Compare("school_id", "eq", Attribute("organisation_id")),)
    assert compiled(text, "town") == ()
    other = HEAD + 'caller.subject != "village" and row.school_id = caller.organisation_id;'
    assert len(compiled(other, "school")) == 1 and compiled(other, "village") == ()


def test_what_is_compiled_once_is_what_oso_says_of_each_subject(policies: Policies) -> None:
    """A rule is asked for one of the subjects that it speaks to; every other must be given the very same."""
    oso = OsoRules()
    for rules in policies.rules.values():
        for rule in rules:
            oso.load(rule)
            for subject in policies.declared.concrete:
                doors = policies.cells[subject].get(rule.entity, {}).keys()
                for at in stands_at(rule, doors):
                    said = oso.alternatives(rule, PolarCaller(subject, None), rule.selector or at)
                    rows = policies.rows_of(subject, None, rule.entity)
                    of = {"allow": rows.allows, "deny": rows.denies, "deny_group": rows.group_denials}[rule.kind]
                    kept = [a.predicate for a in of.get(at, ()) if a.source == rule.source]
                    assert tuple(kept) == (said if doors else ()), (rule.source, subject)


@pytest.mark.parametrize(
    ("body", "spoken_to"),
    [
        ('caller.subject = "town" and row.sealed = false', ("town",)),
        ('"town" = caller.subject and row.sealed = false', ("town",)),
        ('caller.subject != "town" and row.sealed = false', ("school", "court")),
        ('caller.subject in ["town", "court"] and caller.subject != "court"', ("town",)),
        ('caller.role = "reader" and row.sealed = false', ("town", "school", "court")),
        ('row.residence_address = "town"', ("town", "school", "court")),
    ],
)
def test_whom_a_rule_speaks_to(body: str, spoken_to: tuple[str, ...]) -> None:
    (rule,) = rules_of("rows/test.polar", f"{HEAD}{body};")
    assert tuple(s for s in ("town", "school", "court") if speaks_to(rule, s)) == spoken_to


def test_each_value_of_a_list_is_an_alternative_of_its_own() -> None:
    found = compiled('allow(_: Caller, "duty", row: Child) if row.category in ["LEFT_BEHIND", "OTHER_RURAL"];')
    assert found == (
        Compare("category", "eq", Constant("LEFT_BEHIND")),
        Compare("category", "eq", Constant("OTHER_RURAL")),
    )


def test_each_alternative_keeps_its_own_joins() -> None:
    """Oso shares one join list among alternatives: a child with a report but no incident would be dropped."""
    alternatives = (
        *compiled(HEAD + "r in row.reports and r.district_id = caller.district_id;"),
        *compiled(HEAD + "i in row.incidents and i.district_id = caller.district_id;"),
    )
    data = world(Child={1: {}, 2: {}, 3: {}}, Report={9: {"child_id": 1, "district_id": 5}})
    data |= world(Incident={8: {"child_id": 2, "district_id": 5}})
    seen = [k for k, row in data["Child"].items() if any(holds(p, row, data, {"district_id": 5}) for p in alternatives)]
    assert seen == [1, 2]


def test_conditions_on_one_related_row_are_on_the_same_row() -> None:
    (p,) = compiled(
        HEAD + 'r in row.referrals and r.status = "ACCEPTED" and r.to_organisation_id = caller.organisation_id;'
    )
    data = world(
        Child={1: {}, 2: {}},
        Referral={
            5: {"child_id": 1, "status": "ACCEPTED", "to_organisation_id": 7},
            6: {"child_id": 1, "status": "OFFERED", "to_organisation_id": 3},
            7: {"child_id": 2, "status": "ACCEPTED", "to_organisation_id": 3},
        },
    )
    assert [k for k, row in data["Child"].items() if holds(p, row, data, {"organisation_id": 3})] == [2]


def test_two_ways_from_one_row_are_two_exists() -> None:
    (p,) = compiled(
        HEAD + "r in row.referrals and r.to_organisation_id = caller.organisation_id and "
        'i in row.incidents and i.status = "OPEN";'
    )
    assert isinstance(p, And) and {x.entity for x in p.parts if isinstance(x, Exists)} == {"Referral", "Incident"}


def test_a_chain_of_hops_is_a_chain_of_exists() -> None:
    (p,) = compiled(
        'allow(caller: Caller, "duty", row: Guardian) if g in row.guardianships and g.present_carer = true and '
        "g.child.school_id = caller.organisation_id;"
    )
    inner = Exists("Child", "id", "child_id", Compare("school_id", "eq", Attribute("organisation_id")))
    carer = Compare("present_carer", "eq", Constant(True))
    assert p == Exists("Guardianship", "guardian_id", "id", And((carer, inner)))


def test_a_derived_way_has_all_its_steps() -> None:
    (p,) = compiled(
        'allow(caller: Caller, "duty", row: Guardian) if p in row.petitions_of_children and '
        "p.court_organisation_id = caller.organisation_id;"
    )
    court = Compare("court_organisation_id", "eq", Attribute("organisation_id"))
    assert p == Exists("Guardianship", "guardian_id", "id", Exists("Petition", "child_id", "child_id", court))


def test_compiling_is_the_same_each_time() -> None:
    text = HEAD + (
        'r in row.referrals and r.to_organisation_id = caller.organisation_id and r.purpose = "x" and '
        'r.status = "ACCEPTED" and r.ends_at > caller.now and row.sealed = false;'
    )
    assert len({compiled(text) for _ in range(8)}) == 1


def test_sides_of_a_comparison_may_be_swapped() -> None:
    assert compiled(HEAD + "caller.today < row.on_file_since;") == compiled(HEAD + "row.on_file_since > caller.today;")


def test_missing_values() -> None:
    opens = compiled(HEAD + "row.school_id != caller.organisation_id;")
    assert opens == (Compare("school_id", "ne", Attribute("organisation_id")),)
    nil = compiled('allow(_: Caller, "duty", row: Child) if row.school_id = nil;')
    assert nil == (IsNull("school_id"),)
    assert compiled('allow(_: Caller, "duty", row: Child) if row.school_id != nil;') == (Not(IsNull("school_id")),)


def test_an_unknown_denial_denies() -> None:
    (unequal,) = compiled(DENY + "row.respondent_organisation_id != caller.organisation_id;")
    assert unequal == Not(Compare("respondent_organisation_id", "eq", Attribute("organisation_id")))
    (closed,) = compiled(DENY + "row.closed_at < caller.now;")
    assert closed == Or((IsNull("closed_at"), Compare("closed_at", "lt", Attribute("now"))))
    (opened,) = compiled(DENY + "row.opened_at < caller.now;")
    assert opened == Compare("opened_at", "lt", Attribute("now"))
    (equal,) = compiled(DENY + "row.respondent_organisation_id = caller.organisation_id;")
    assert equal == Compare("respondent_organisation_id", "eq", Attribute("organisation_id"))


def test_a_denial_through_a_hop_is_subtracted_outside_of_oso(edited: Edit) -> None:
    """Two hops under `not` fail or hang in Oso; as a deny rule they are a query of their own."""
    rule = 'deny(caller: Caller, "duty", row: AttendanceDay) if row.child.household.village_id = caller.village_id;\n'
    policies = build_policies(edited("rows/attendance_day.polar", lambda t: t + rule), TODAY)
    (disjunct,) = policies.view("school", "reader").entities["AttendanceDay"].doors[0].disjuncts
    assert isinstance(disjunct, And)
    village = Compare("village_id", "eq", Attribute("village_id"))
    hop = Exists("Child", "id", "child_id", Exists("Household", "id", "household_id", village))
    assert Not(hop) in disjunct.parts


def test_a_rule_may_read_the_role(edited: Edit) -> None:
    rule = 'allow(caller: Caller, "duty", row: Unit) if caller.role = "officer" and row.code = "court";\n'
    policies = build_policies(edited("rows/unit.polar", lambda t: rule), TODAY)
    assert "Unit" in policies.view("school", "officer").entities
    assert "Unit" not in policies.view("school", "reader").entities


def test_rules_of_a_file_load_together_in_oso(sources: Sources) -> None:
    """What our reader takes, Oso takes too, as whole files: the texts are Polar and no dialect."""
    for file, text in sources.rows.items():
        oso = Oso()
        caller = type("Caller", (), {})
        oso.register_class(caller, name="Caller")
        for entity in ways():
            oso.register_class(type(entity, (), {}), name=entity)
        rules: tuple[Rule, ...] = rules_of(file, text)
        oso.load_str(text)
        assert rules or file.endswith("_revision.polar"), "only what follows its record may have no rule of its own"


def test_predicates_survive_the_cache() -> None:
    p = And(
        (
            Compare("a", "eq", Attribute("now")),
            Or((IsNull("b"), Compare("b", "ne", OwnColumn("c")))),
            Not(Exists("Child", "id", "child_id", Compare("sealed", "eq", Constant(True)))),
            TRUE,
            FALSE,
        )
    )
    assert from_json(to_json(p)) == p
    for bad in ([], ["compare", "a"], ["eval", "x"], ["truth", 1], ["exists", 1, "a", "b", ["truth", True]]):
        with pytest.raises((ValueError, TypeError)):
            from_json(bad)
