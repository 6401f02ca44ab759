"""The service's views show the members that the oracle's reading of the policies shows, no more and no fewer."""

from datetime import date
from pathlib import Path

import pytest

from authz.caller import Caller, Role
from authz.surface import surface_of
from tests.compiled import project_policies
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.world import World
from tests.oracle.worlds import HOLDERS, SUBJECTS

POLICIES = Path(__file__).parents[2] / "policies"
EMPTY = World({})


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.read(POLICIES)


@pytest.fixture(scope="module")
def product():
    return project_policies(date(2026, 3, 2))


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("purpose", [None, *HOLDERS, "rescue"])
def test_views_show_the_same_members(policy, product, subject, purpose):
    caller = Caller(subject=subject, role=Role.READER, purpose=purpose, person_id=1)
    expected = Eyes(policy, EMPTY, caller, NOW).surface
    actual = surface_of(product.view(subject, Role.READER, purpose))
    assert dict(actual.members) == dict(expected.members)


@pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.POLICY_EDITOR, Role.POLICY_APPROVER, Role.OPERATOR])
def test_no_other_role_reads(policy, product, role):
    caller = Caller(subject="police", role=role, person_id=1)
    assert Eyes(policy, EMPTY, caller, NOW).surface.members == {}
    assert surface_of(product.view("police", role, None)).members == {}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_doors_are_the_same(policy, product, subject):
    caller = Caller(subject=subject, role=Role.OFFICER, person_id=1)
    expected = {
        entity: {door: dict(members) for door, members in doors.items()}
        for entity, doors in Eyes(policy, EMPTY, caller, NOW).doors.items()
    }
    actual = {
        name: {d.door: {m: str(g.action) for m, g in d.fields.items()} for d in entity.doors if d.fields}
        for name, entity in product.view(subject, Role.OFFICER, None).entities.items()
    }
    assert {n: d for n, d in actual.items() if d} == expected
