"""Histories: a revision stands where its record is read, member by member, and nowhere else (combination rule 12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from authz.build import Policies, build_policies
from authz.check import check_policies
from authz.problems import PolicyError
from authz.sources import Sources
from authz.view import Action
from schema.entities import CATALOG
from schema.history import kept
from tests.policies.conftest import TODAY
from tests.policies.evaluate import Sight, World, filled

Edit = Callable[[str, Callable[[str], str]], Sources]
RECORDS = [e.name for e in CATALOG if e.history]
CALLERS: Mapping[str, Mapping[str, Any]] = {
    "town": {"organisation_id": 300, "town_id": 500112101}, "village": {"organisation_id": 400, "village_id": 500112101001},
    "civil_affairs": {"organisation_id": 500}, "police": {"organisation_id": 600}, "court": {"organisation_id": 700},
    "school": {"organisation_id": 100}, "procuratorate": {"organisation_id": 800},
}  # fmt: skip
AT = {"district_id": 500112, "now": "2026-03-02T08:00:00.000Z", "today": "2026-03-02", "born_for_school_after": "2010-03-02",
      "born_for_school_by": "2020-03-02"}  # fmt: skip
HERE = {"district_id": 500112, "town_id": 500112101, "village_id": 500112101001}


def world_of(record: str) -> World:
    """One record of each kind about one child, and of `record` a revision of every member."""
    given: dict[str, dict[int, dict[str, Any]]] = {
        "Child": {1: {**HERE, "school_id": 100}},
        "Guardian": {2: {}},
        "Guardianship": {3: {**HERE, "child_id": 1, "guardian_id": 2, "ends_at": "9999-12-31T00:00:00.000Z"}},
        "Report": {4: {**HERE, "child_id": 1}},
        "Incident": {5: {**HERE, "child_id": 1, "status": "OPEN", "filed_as_case": True, "report_id": 4}},
        "Intervention": {6: {**HERE, "child_id": 1}},
        "Petition": {7: {**HERE, "child_id": 1, "court_organisation_id": 700, "petitioner_organisation_id": 400}},
        "Assessment": {8: {**HERE, "child_id": 1, "organisation_id": 300}},
        "Sanction": {10: {**HERE, "child_id": 1, "incident_id": None}},
        "Placement": {9: {**HERE, "child_id": 1, "status": "RUNNING", "reason": "VIOLENCE", "host_organisation_id": 400}},
    }
    revisions = CATALOG[f"{record}Revision"]
    key = next(iter(given[record]))
    members = [f.name for f in kept(CATALOG[record])]
    given[revisions.name] = {100 + n: {revisions.logged_as[1]: key, "member": name} for n, name in enumerate(members)}
    return {e: {k: filled(e, k, row) for k, row in rows.items()} for e, rows in given.items()}


@pytest.mark.parametrize("record", RECORDS)
def test_a_revision_stands_where_the_member_is_read_by_the_door_and_nowhere_else(policies: Policies, record: str) -> None:
    """Every subject, every member: the view's rows against the record's cells, asked one by one."""
    world = world_of(record)
    revisions = f"{record}Revision"
    key = next(iter(world[record]))
    seen = hidden = 0
    for subject, caller in CALLERS.items():
        sight = Sight(policies.view(subject, "officer"), world, {**AT, **caller})
        of = sight.view.entities.get(revisions)
        granted = {d.door for d in of.doors} if of else set()
        for revision, row in world[revisions].items():
            doors = {d.door for d in sight.open_doors(record, key) if _reads(d.fields.get(row["member"]))} & granted
            expected = bool(doors) and sight.cell(record, key, row["member"]) is Action.READ
            assert sight.sees_row(revisions, revision) == expected, (subject, row["member"])
            seen, hidden = seen + expected, hidden + (not expected)
    assert seen
    assert hidden


def _reads(grant: Any) -> bool:
    return grant is not None and grant.action is Action.READ


def test_an_allow_rule_for_revisions_is_refused(edited: Edit) -> None:
    wide = 'allow(caller: Caller, "duty", row: ChildRevision) if row.organisation_id = caller.organisation_id;\n'
    with pytest.raises(PolicyError, match="follows from their record"):
        build_policies(edited("rows/child_revision.polar", lambda t: t + wide), TODAY)


def test_a_denial_takes_revisions_away(edited: Edit) -> None:
    shut = 'deny(caller: Caller, _, row: ChildRevision) if caller.subject = "village" and row.member = "residenceAddress";\n'
    made = build_policies(edited("rows/child_revision.polar", lambda t: t + shut), TODAY)
    world = world_of("Child")
    sight = Sight(made.view("village", "officer"), world, {**AT, **CALLERS["village"]})
    seen = {row["member"] for key, row in world["ChildRevision"].items() if sight.sees_row("ChildRevision", key)}
    assert "category" in seen
    assert "residenceAddress" not in seen


def test_who_does_not_read_the_clocks_of_a_record_gets_no_history_of_it(edited: Edit) -> None:
    """When the status of a report changed is when it was received: civil affairs reads the one and not the other."""
    lines = (
        "p, civil_affairs, Report, @history, read, duty, allow, privacy-8\n"
        "p, civil_affairs, ReportRevision, @revision, read, duty, allow, privacy-8\n"
    )
    made = build_policies(edited("grants.csv", lambda t: t + lines), TODAY)
    assert any("receivedAt" in str(p) and "civil_affairs" in str(p) for p in check_policies(made))
