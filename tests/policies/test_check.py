"""`policy check` beyond loading: masks, blind writes, indexes, warnings. The project's own policies are clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from authz.build import Policies, build_policies
from authz.check import check_policies, warn_policies
from authz.indexes import Indexes, serving_faults
from authz.masks import FOLLOWS, completing
from authz.sources import Sources
from db.tables.indexes import index_columns
from schema.catalog import Mask
from schema.entities import CATALOG
from schema.masking import KEPT
from schema.predicate import And, Attribute, Compare, Constant, Exists, Not, Predicate
from tests.policies.conftest import TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]
ORG = Attribute("organisation_id")


@pytest.fixture(scope="module")
def indexes() -> Indexes:
    """The indexes of the real tables."""
    return index_columns()


def test_the_projects_policies_are_clean(policies: Policies, indexes: Indexes) -> None:
    assert check_policies(policies, indexes) == ()
    assert warn_policies(policies) == ()


def test_every_disjunct_misses_its_index_when_it_is_gone(policies: Policies) -> None:
    found = check_policies(policies, {e.name: () for e in CATALOG})
    assert {p.file for p in found} >= {"rows/child.polar", "rows/report.polar", "rows/petition.polar"}
    assert any("no index serves the rows with town_id fixed in the default order (name_sort)" in str(p) for p in found)


# -- indexes ------------------------------------------------------------------------------------------------------------

TOWN = Compare("town_id", "eq", Attribute("town_id"))
REFERRED = Exists("Referral", "child_id", "id", Compare("to_organisation_id", "eq", ORG))
SERVED: list[tuple[Predicate, dict[str, tuple[tuple[str, ...], ...]], bool]] = [
    (TOWN, {"Child": (("town_id", "name_sort", "id"),)}, True),
    (TOWN, {"Child": (("town_id", "id"),)}, False),
    (TOWN, {"Child": (("name_sort", "town_id"),)}, False),
    (And((TOWN, Not(Compare("sealed", "eq", Constant(True))))), {"Child": (("town_id", "name_sort"),)}, True),
    (Not(TOWN), {"Child": (("town_id", "name_sort"),)}, False),
    (Compare("sealed", "eq", Constant(True)), {"Child": (("sealed", "name_sort"),)}, False),
    (Compare("on_file_since", "lt", Attribute("today")), {"Child": (("on_file_since", "name_sort"),)}, False),
    (Compare("id", "eq", ORG), {}, True),
    (REFERRED, {"Referral": (("to_organisation_id",), ("child_id",))}, True),
    (REFERRED, {"Referral": (("to_organisation_id",),)}, False),
    (REFERRED, {"Referral": (("child_id",),)}, False),
    (And((TOWN, REFERRED)), {"Child": (("town_id", "name_sort"),), "Referral": (("child_id",), ("to_organisation_id",))}, True),
    (And((TOWN, Not(REFERRED))), {"Child": (("town_id", "name_sort"),), "Referral": (("child_id",),)}, False),
]


@pytest.mark.parametrize(("disjunct", "indexes", "served"), SERVED)
def test_index_rules(disjunct: Predicate, indexes: Indexes, served: bool) -> None:
    assert (not list(serving_faults(CATALOG, "Child", disjunct, indexes))) == served


# -- masks --------------------------------------------------------------------------------------------------------------


def test_an_identity_number_masked_but_for_its_ends_is_not_completed() -> None:
    everything = frozenset(CATALOG["Child"].members) - {"identityNumber"}
    assert completing("Child", "identityNumber", everything) == ()


@pytest.mark.parametrize(
    ("kept", "read", "by"),
    [
        ((6, 4), {"birthDate"}, {"birthDate"}),
        ((6, 4), {"name", "sex"}, set()),
        ((6, 4), {"birthYear"}, set()),
        ((10, 4), {"birthYear"}, set()),
        ((0, 8), {"birthYear", "registeredDivisionCode"}, {"birthYear", "registeredDivisionCode"}),
        ((0, 4), {"birthDate"}, set()),
        ((0, 4), {"birthDate", "registeredDivisionCode"}, {"birthDate", "registeredDivisionCode"}),
        ((6, 3), {"birthDate", "registeredDivisionCode"}, set()),
    ],
)
def test_a_mask_is_completed_by_what_tells_all_that_it_hides(
    monkeypatch: pytest.MonkeyPatch, kept: tuple[int, int], read: set[str], by: set[str]
) -> None:
    monkeypatch.setitem(KEPT, Mask.IDENTITY_NUMBER, kept)
    assert set(completing("Child", "identityNumber", frozenset(read))) == by


def test_a_completed_mask_is_refused_at_its_line(policies: Policies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEPT, Mask.IDENTITY_NUMBER, (6, 4))
    found = check_policies(policies)
    lines = policies.sources.texts["grants.csv"].splitlines()
    assert {lines[p.line - 1].split(",")[1].strip() for p in found} == {
        "school", "village", "education", "kindergarten", "health", "hospital", "rescue_station", "welfare_home",
        "temporary_shelter",
    }  # fmt: skip
    assert all("the mask of Child.identityNumber is completed by birthDate" in p.message for p in found)


def test_a_masked_name_is_completed_by_the_given_name() -> None:
    assert completing("Child", "name", frozenset({"birthDate", "village"})) == ()
    assert completing("Child", "name", frozenset({"givenName"})) == ("givenName",)


def test_parts_make_up_the_whole_value() -> None:
    for (entity, member), parts in FOLLOWS.items():
        assert member in CATALOG[entity].members
        reached = 0
        for part in parts:  # one may lie within another: the year within the birth date
            assert part.start <= reached
            reached = max(reached, part.end)
        assert reached == parts[-1].end
        assert all(name in CATALOG[entity].members for p in parts for name in p.members)


# -- blind writes and warnings ------------------------------------------------------------------------------------------


def test_a_door_that_only_writes_is_refused(edited: Edit) -> None:
    line = "p, court, Report, status, write, duty:filed, allow, plan-4.4\n"
    head = 'allow(caller: Caller, "duty:filed", row: Report) if '
    rule = head + 'caller.subject = "court" and row.district_id = caller.district_id;\n'
    texts = edited("grants.csv", lambda t: t + line).texts
    policies = build_policies(Sources({**texts, "rows/report.polar": texts["rows/report.polar"] + rule}), TODAY)
    (problem,) = check_policies(policies)
    assert problem.file == "grants.csv" and "`court` writes Report through `duty:filed`" in problem.message


WARNINGS = {
    "unused-basis": ("legal_bases.yaml", lambda t: t + "x-1: {instrument: x, article: x, zh: 空, en: x, from: 2020-01-01}\n"),
    "unused-purpose": ("purposes.yaml", lambda t: t + "spare: {door: duty, label: 备用 / Spare, basis: plan-5.2}\n"),
    "closed-grant": ("grants.csv", lambda t: t + "p, court, Household, @number, read, duty, allow, plan-4.4\n"),
    "idle-rule": (
        "rows/child.polar",
        lambda t: t
        + 'allow(caller: Caller, "duty", row: Child) if caller.subject = "development" and row.town_id = caller.town_id;\n',
    ),
    "nobody": ("grants.csv", lambda t: t.replace("p, court, Petition, @evidence, read, duty, allow, plan-4.4\n", "")),
    "dangling-relation": ("grants.csv", lambda t: t + "p, court, Child, household, read, duty, allow, plan-4.4\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning(edited: Edit, name: str) -> None:
    file, change = WARNINGS[name]
    found = warn_policies(build_policies(edited(file, change), TODAY))
    assert {w.name for w in found} == {name}
    assert all(w.line >= 1 and str(w).startswith(w.file) for w in found)
