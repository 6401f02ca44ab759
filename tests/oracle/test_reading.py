"""The oracle itself, by cases small enough to be checked by eye."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from authz.caller import Caller, Role
from schema.catalog import Mask
from schema.entities import CATALOG
from tests.oracle.executor import answer
from tests.oracle.masking import masked
from tests.oracle.polar import PolarError, parse
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.rules import CallerFacts, Rules
from tests.oracle.world import Row, Values, World
from tests.oracle.worlds import WorldMaker

GRANTS = """
g, school, organisation
p, organisation, Town, @name, read, duty, allow, x   # inherited
p, organisation, Town, name, read, duty, deny, x
p, school, Child, name, read, duty, allow, x
p, school, Child, identityNumber, mask, duty, allow, x
p, school, Child, @schooling, read, duty, allow, x
p, school, Child, @reports, read, duty, allow, x
p, school, Child, inPoverty, read, duty:poor, allow, x
p, school, Child, category, read, referral:care, allow, x
p, school, Child, sex, read, referral:care, allow, x
p, school, Child, @guardians, read, *, deny, x
p, school, Child, @guardians, read, duty, allow, x
p, school, School, @name, read, duty, allow, x
p, school, Report, kind, read, duty, allow, x
p, school, Report, reportedOn, read, duty, allow, x
p, town, Child, name, read, duty, allow, x
"""
PURPOSES = """
care: {door: referral, label: x, basis: x, subjects: [school], fields: {Child: [name, category, identityNumber]}}
poor: {door: duty, label: x, basis: x}
"""
CHILD = """
allow(caller: Caller, "duty", row: Child) if caller.subject = "school" and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty:poor", row: Child) if row.school_id = caller.organisation_id and row.in_poverty = true;
allow(caller: Caller, "referral:care", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and r.ends_at > caller.now;
deny(caller: Caller, _, row: Child) if row.sealed = true;
deny_group(caller: Caller, "name", row: Child) if row.disability_grade = 1;
"""


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    (tmp_path / "rows").mkdir()
    (tmp_path / "grants.csv").write_text(GRANTS, encoding="utf-8")
    (tmp_path / "purposes.yaml").write_text(PURPOSES, encoding="utf-8")
    (tmp_path / "subjects.yaml").write_text("public: {label: 任何人 / Anyone, is: nobody}\n", encoding="utf-8")
    (tmp_path / "rows" / "child.polar").write_text(CHILD, encoding="utf-8")
    everyone = 'allow(_c: Caller, "duty", _row: {});'
    for name in ("School", "Report"):
        (tmp_path / "rows" / f"{name.lower()}.polar").write_text(everyone.format(name), encoding="utf-8")
    return Policy.read(tmp_path)


class Town:
    """A world made by hand: one school, children named by the tests."""

    def __init__(self) -> None:
        self.maker = WorldMaker(Random(1))
        self.maker.divisions()
        self.maker.organisations()
        self.school = next(o for o in self.maker.tables["Organisation"] if o["kind"] == "SCHOOL")
        self.plain = {
            "sealed": False, "in_poverty": False, "disability_grade": None, "school_id": self.school["id"],
            "identity_number": "50011220150901123X", "household_id": None,
        }  # fmt: skip

    def child(self, name: str, **given: object) -> Values:
        identity = f"5001122015090{len(self.maker.tables['Child']):04d}X"
        row = {**self.plain, "identity_number": identity, "name": name, "name_sort": name, **given}
        made = self.maker.add(CATALOG["Child"], **row)
        assert made is not None
        return made

    def add(self, entity: str, **given: object) -> Values:
        made = self.maker.add(CATALOG[entity], **given)
        assert made is not None
        return made

    def eyes(self, policy: Policy, purpose: str | None = None) -> Eyes:
        world = World({n: tuple(r) for n, r in self.maker.tables.items()}, tuple(self.maker.persons))
        caller = Caller(
            subject="school", role=Role.READER, purpose=purpose, person_id=1, organisation_id=self.school["id"]
        )
        return Eyes(policy, world, caller, NOW)


def row_of(eyes: Eyes, values: Values, entity: str = "Child") -> Row:
    return eyes.world.by_key[entity][values["id"]]


def test_doors_open_row_by_row_and_cells_by_open_door(policy):
    town = Town()
    own, poor = town.child("甲"), town.child("乙", in_poverty=True)
    foreign, referred = town.child("丙", school_id=None), town.child("丁", school_id=None)
    over = town.child("戊", school_id=None)
    for child, until in ((referred, NOW + timedelta(milliseconds=1)), (over, NOW)):
        town.add("Referral", child_id=child["id"], to_organisation_id=town.school["id"], ends_at=until)
    eyes = town.eyes(policy)
    assert eyes.open_doors(row_of(eyes, own)) == {"duty"}
    assert eyes.open_doors(row_of(eyes, poor)) == {"duty", "duty:poor"}
    assert eyes.open_doors(row_of(eyes, referred)) == {"referral:care"}
    assert not eyes.sees(row_of(eyes, foreign))
    assert not eyes.sees(row_of(eyes, over)), "a referral ends at its end"
    assert eyes.action(row_of(eyes, own), "inPoverty") is None
    assert eyes.action(row_of(eyes, poor), "inPoverty") == "read"
    assert eyes.action(row_of(eyes, referred), "category") == "read"
    assert eyes.action(row_of(eyes, referred), "identityNumber") == "mask", "the purpose's fields as duty has them"
    assert eyes.action(row_of(eyes, referred), "sex") is None, "a line for the door adds nothing that the purpose lacks"
    assert eyes.action(row_of(eyes, own), "guardianships") is None, "deny beats allow"
    assert "name" not in eyes.surface.members["Town"] if "Town" in eyes.surface.members else True


def test_a_deny_rule_closes_every_door_and_a_group_denial_hides_cells(policy):
    town = Town()
    sealed, hidden = town.child("甲", sealed=True, in_poverty=True), town.child("乙", disability_grade=1)
    eyes = town.eyes(policy)
    assert not eyes.sees(row_of(eyes, sealed))
    assert eyes.sees(row_of(eyes, hidden))
    assert eyes.cell(row_of(eyes, hidden), next(f for f in CATALOG["Child"].fields if f.name == "name")) is None


def test_a_grant_without_row_rule_shows_nothing(policy):
    eyes = Town().eyes(policy)
    assert "Town" not in eyes.doors
    assert eyes.rows(CATALOG["Town"]) == []


def test_a_purpose_in_the_token_leaves_other_purposes_out(policy):
    assert "referral:care" not in Town().eyes(policy, purpose="other").doors["Child"]
    assert "referral:care" in Town().eyes(policy, purpose="care").doors["Child"]


def test_lists_filter_order_page_and_count_what_is_seen(policy):
    town = Town()
    children = [town.child(n, name_sort=s, **g) for n, s, g in (
        ("甲", "b", {}), ("乙", "a", {}), ("丙", "a", {"disability_grade": 1}), ("丁", "a", {}),
    )]  # fmt: skip
    ids = {c["name"]: c["public_id"] for c in children}
    eyes = town.eyes(policy)

    def names(arguments: str) -> list[str]:
        data = answer(eyes, f"{{ children{arguments} {{ nodes {{ id }} totalCount }} }}").data
        assert data is not None
        back = {v: k for k, v in ids.items()}
        return [back[n["id"]] for n in data["children"]["nodes"]]

    assert names("") == ["乙", "丁", "甲", "丙"], "by sort key, then key; a hidden name comes last"
    assert names("(orderBy: NAME_DESC)") == ["甲", "乙", "丁", "丙"], "nulls last in both directions"
    assert names(f'(first: 1, after: "{ids["乙"]}")') == ["丁"]
    assert names(f'(last: 1, before: "{ids["甲"]}")') == ["丁"]
    assert names("(filter: {name: {isNull: true}})") == ["丙"]
    assert names('(filter: {not: {name: {eq: "甲"}}})') == ["乙", "丁", "丙"]
    assert names('(filter: {name: {in: ["丙", "甲"]}})') == ["甲"], "a hidden name matches nothing"
    assert answer(eyes, '{ children(after: "chd_x") { totalCount } }').codes == {"CURSOR_EXPIRED"}
    assert answer(eyes, "{ children(first: 1, last: 1) { totalCount } }").codes == {"PAGE_INVALID"}
    assert answer(eyes, "{ children { nodes { sex } } }").codes == {"FIELD_NOT_AVAILABLE"}
    page = answer(eyes, "{ children(first: 3) { pageInfo { hasNextPage hasPreviousPage } totalCount } }").data
    assert page == {"children": {"pageInfo": {"hasNextPage": True, "hasPreviousPage": False}, "totalCount": 4}}


def test_quantifiers_range_over_visible_rows(policy):
    town = Town()
    with_report, without = town.child("甲"), town.child("乙")
    town.add("Report", child_id=with_report["id"], kind="MISSING")
    eyes = town.eyes(policy)

    def ids(where: str) -> set[str]:
        data = answer(eyes, f"{{ children(filter: {{reports: {where}}}) {{ nodes {{ id }} }} }}").data
        assert data is not None
        return {n["id"] for n in data["children"]["nodes"]}

    a, b = with_report["public_id"], without["public_id"]
    assert ids("{some: {}}") == {a}
    assert ids("{none: {}}") == {b}
    assert ids("{every: {kind: {eq: OTHER}}}") == {b}
    assert ids("{every: {kind: {eq: MISSING}}, some: {kind: {in: [MISSING]}}}") == {a}


@pytest.mark.parametrize(
    ("rule", "value", "shown"),
    [
        (Mask.NAME, "张三", "张*"), (Mask.NAME, "李小龙", "李*龙"), (Mask.NAME, "欧阳娜娜", "欧**娜"),
        (Mask.NAME, "王", "*"), (Mask.TELEPHONE, "13800001234", "138****1234"),
        (Mask.IDENTITY_NUMBER, "50011220150901123X", "5****************X"),
        (None, "x", None), (Mask.NAME, None, None),
    ],
)  # fmt: skip
def test_masks(rule, value, shown):
    assert masked(rule, value) == shown


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ("caller.a = 1", True), ("caller.a = 1 and caller.a = 2", False), ("caller.a = 2 or caller.a = 1", True),
        ("caller.a = 1 and (caller.n = 1 or caller.a < 2)", True), ("caller.n != 1", False),
        ("caller.n = caller.n", False), ("caller.n = nil", True), ("caller.a != nil", True),
        ("caller.a in [3, 1]", True), ("x = caller.a and x >= 1", True),
        ("x in [1, 2] and x > caller.a", True), ("helper(caller.a)", True), ("helper(caller.n)", False),
        ('caller.t = "a\\"b"', True),
    ],
)  # fmt: skip
def test_polar_is_read_as_it_is_written(body, holds):
    rules = Rules(parse(f"# a rule\nallow(caller: Caller) if {body};\nhelper(x) if x = 1;"))
    assert rules.holds("allow", CallerFacts({"a": 1, "n": None, "t": 'a"b'})) is holds


@pytest.mark.parametrize(
    "text", ["allow(x) if not x = 1;", "allow(x) if x matches Child;", "allow(x) if cut;", "a(", "@"]
)
def test_polar_outside_the_subset_is_refused(text):
    with pytest.raises(PolarError):
        parse(text)
