"""Withdrawing one grant breaks exactly the documents that use what it granted, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from graphql import parse, validate

from authz.build import Policies, build_policies
from authz.caller import PUBLIC, Caller, Role
from authz.problems import PolicyError
from authz.sources import GRANTS, Sources
from authz.surface import surface_of
from clients.documents import Use, offers, uses
from clients.withdrawn import grant_lines, missing, without
from schema.full import full_schema
from schema.views import Surface
from server.views import role_of, subject_schema
from tests.conftest import SEED
from tests.oracle.fixtures import how_many
from tests.oracle.policy import Eyes, Policy
from tests.oracle.world import World
from tests.policies.conftest import TODAY

SINGLE = {
    "p, school, Child, name, read, duty, allow, plan-2.4": {"school"},
    "p, court, Petition, @evidence, read, duty, allow, plan-4.4": {"court"},
    "p, police, Incident, @file, read, duty, allow, plan-4.2": {"police"},
    "p, police, Incident, filedAsCase, write, duty, allow, plan-4.2": {"police"},
    "p, town, Child, @household, read, duty, allow, plan-2.2": {"town"},
    "p, town, Guardian, telephone, write, duty, allow, plan-5.2": {"town"},
    "p, village, Household, @address, read, duty, allow, plan-2.2": {"village"},
    "p, civil_affairs, Guardian, telephone, mask, duty, allow, plan-2.3-civil": {"civil_affairs"},
    "p, development, PublishedCount, @statistics, read, duty, allow, plan-5.1-figures": {"development"},
    "p, public, Report, feedback, read, duty:receipt, allow, minors-11": {PUBLIC},
    # Nobody's page shows it, or another line grants it too.
    "p, town, Guardian, @identity_number, read, duty, allow, plan-2.2": set(),
    "p, police, Child, name, read, duty:identity_search, allow, plan-4.2": set(),
}
"""A line of grants.csv -> whose documents it takes with it."""


def broken(policies: Policies, documents: Mapping[str, str]) -> set[str]:
    """Subjects whose document GraphQL refuses under these policies."""
    return {s for s, text in documents.items() if validate(subject_schema(policies, s), parse(text))}


def rebuilt(policies: Policies, line: str) -> Policies | None:
    """The policies without a line; None where they are not whole without it."""
    try:
        return build_policies(without(policies.sources, line), TODAY, whole=False)
    except PolicyError:
        return None


@pytest.mark.parametrize("line", SINGLE)
def test_a_withdrawn_grant_breaks_the_documents_that_use_it(
    line: str, policies: Policies, documents: dict[str, str]
) -> None:
    left = rebuilt(policies, line)
    assert left is not None
    assert broken(left, documents) == SINGLE[line]
    assert {s for s, lost in missing(left, documents).items() if lost} == SINGLE[line]


def test_an_inherited_grant_breaks_every_heir_that_uses_it(policies: Policies, documents: dict[str, str]) -> None:
    line = "p, organisation, Report, kind, write, duty:own_report, allow, plan-4.1"
    left = rebuilt(policies, line)
    assert left is not None
    filing = {s for s, text in documents.items() if ("input", "fileReport", "kind") in uses(text, full_schema())}
    assert filing > {PUBLIC}
    assert broken(left, documents) == filing - {PUBLIC}


def test_nothing_is_missing_as_the_policies_stand(policies: Policies, documents: dict[str, str]) -> None:
    assert missing(policies, documents) == dict.fromkeys(documents, frozenset())
    assert broken(policies, documents) == set()


def test_what_a_document_uses() -> None:
    text = """
    query Q($filter: ChildFilter, $orderBy: [GuardianOrder!] = [NAME_DESC]) {
      children(filter: {and: [{name: {eq: "x"}}]}) { nodes { id ...Row } }
      guardians(orderBy: $orderBy) { totalCount }
      child(id: "x") { guardianships(filter: {away: {eq: true}}) { totalCount } }
    }
    mutation M($kind: ReportKind!) { fileReport(input: {kind: $kind}) { receiptCode } }
    fragment Row on Child { sex }
    """
    assert uses(text, full_schema()) == {
        ("entity", "Child"), ("entity", "Guardian"), ("filter", "Child"), ("orders", "Guardian"),
        ("order", "Guardian", "NAME_DESC"), ("read", "Child", "name"), ("shown", "Child", "sex"),
        ("shown", "Child", "guardianships"), ("read", "Guardianship", "away"), ("mutation", "fileReport"),
        ("input", "fileReport", "kind"),
    }  # fmt: skip


def test_a_line_that_is_not_there_cannot_be_withdrawn(policies: Policies) -> None:
    with pytest.raises(LookupError, match=r"no such line in grants\.csv"):
        without(policies.sources, "p, school, Child, nonsense, read, duty, allow, plan-2.4")
    spaced = without(policies.sources, "p,school,Child,name,read,duty,allow,plan-2.4")
    assert len(spaced.texts[GRANTS].splitlines()) == len(policies.sources.texts[GRANTS].splitlines()) - 1


def read_again(policies: Policies, sources: Sources, folder: Path, subject: str) -> frozenset[Use]:
    """What a subject is offered to read, as the oracle reads the same files."""
    for name, text in sources.texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    role = role_of(policies, subject)
    caller = Caller(subject=subject, role=Role(role) if role else None, person_id=1 if role else None)
    return offers(Surface(Eyes(Policy.read(folder), World({}), caller, SEED.now).surface.members))


def check(policies: Policies, documents: dict[str, str], line: str, folder: Path) -> bool:
    """One line less: GraphQL refuses exactly the documents that use what is not offered any more, and for reading the
    oracle offers the same. False where the policies are not whole without the line."""
    left = rebuilt(policies, line)
    if left is None:
        return False
    lost = {s for s, uses_of in missing(left, documents).items() if uses_of}
    assert broken(left, documents) == lost, line
    heirs = [s for s in documents if any(g.subject in (s, "organisation") for g in policies.lines_of(s))]
    subject = line.split(",")[1].strip()
    for one in [subject] if subject in documents else heirs[:1]:
        offered = {u for u in offers(surface_of(left.view(one, role_of(left, one)))) if u[0] not in ("mutation", "input")}
        assert read_again(left, left.sources, folder, one) == offered, line
    return True


@pytest.mark.soak
def test_lines_of_the_grants_withdrawn_in_turn(
    request: pytest.FixtureRequest, policies: Policies, documents: dict[str, str], tmp_path: Path
) -> None:
    """A few lines from all over the file; under `-m soak` every one."""
    lines = grant_lines(policies.sources)
    chosen = lines[:: max(1, len(lines) // how_many(request.config, sample=4, soak=len(lines)))]
    done = [check(policies, documents, line, tmp_path / "p") for line in chosen]
    assert sum(done) > 0.6 * len(chosen)
