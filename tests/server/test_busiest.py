"""Whom the demo acts as, over the data of 1,000 children; and the query that it is given to begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
from graphql import OperationDefinitionNode, parse, validate

from authz.build import Policies
from authz.caller import PUBLIC, Role
from authz.surface import surface_of
from core.clock import work_date
from core.settings import Settings
from db.database import Database
from db.tables import TABLES
from schema.entities import CATALOG
from server.busiest import busiest
from server.databases import open_database
from server.policies import PROJECT
from server.ready_queries import made_query, main_page, ready_query
from server.views import role_of, subject_schema
from tests.compiled import project_policies
from tests.conftest import SEED
from tests.policies.conftest import TODAY

BODIES = ("hospital", "social_work_body", "care_institution", "charity_or_volunteer_body", "kindergarten")


@pytest.fixture(scope="module")
def policies() -> Policies:
    return project_policies(TODAY)


@pytest.fixture
async def database(seeded_sqlite: str) -> AsyncIterator[Database]:
    opened = open_database(Settings(database_url=seeded_sqlite))
    yield opened
    await opened.close()


async def chosen(database: Database, policies: Policies, subject: str) -> str:
    found = await busiest(database, policies.declared.subjects[subject], SEED.now)
    assert found is not None, subject
    return found[0]


async def test_everybody_but_the_public_has_somebody(database: Database, policies: Policies) -> None:
    people = {s: await busiest(database, policies.declared.subjects[s], SEED.now) for s in policies.declared.concrete}
    assert people.pop(PUBLIC) is None
    assert all(people.values()), people
    assert len({found[0] for found in people.values() if found}) == len(people)


@pytest.mark.parametrize("subject", BODIES)
async def test_no_other_organisation_of_the_kind_has_more(database: Database, policies: Policies, subject: str) -> None:
    entity, column, status = {
        "hospital": ("CheckUp", "organisation_id", None),
        "social_work_body": ("ServiceSession", "provider_organisation_id", None),
        "care_institution": ("CareEnrolment", "organisation_id", "IN_CARE"),
        "charity_or_volunteer_body": ("GroupPairing", "organisation_id", "ACTIVE"),
        "kindergarten": ("Child", "school_id", None),
    }[subject]
    rows, organisations = TABLES[entity], TABLES["Organisation"]
    counts: dict[str, int] = {}
    of = dict(await database.fetch(sa.select(organisations.c.id, organisations.c.public_id).where(
        organisations.c.kind == subject.upper())))  # fmt: skip
    for row in await database.fetch(sa.select(rows)):
        cells: dict[str, Any] = dict(zip(rows.c.keys(), row, strict=True))
        if cells[column] in of and status in (None, cells.get("status")):
            counts[of[cells[column]]] = counts.get(of[cells[column]], 0) + 1
    assert len(of) > 1
    assert counts[await chosen(database, policies, subject)] == max(counts.values())


async def test_persons_hold_what_their_subject_says(database: Database, policies: Policies) -> None:
    guardian, agreement, petition = (TABLES[n] for n in ("Guardian", "Agreement", "Petition"))
    part, placement, tie = (TABLES[n] for n in ("AssessmentPart", "Placement", "Guardianship"))

    async def of(subject: str) -> int:
        public_id = await chosen(database, policies, subject)
        return int((await database.fetch(sa.select(guardian.c.id).where(guardian.c.public_id == public_id)))[0][0])

    carer = await of("entrusted_guardian")
    in_force = (agreement.c.status == "IN_FORCE", agreement.c.ends_on >= work_date(SEED.now))
    assert await database.fetch(sa.select(agreement.c.id).where(agreement.c.carer_id == carer, *in_force))
    parent = await of("guardian")
    assert await database.fetch(sa.select(tie.c.id).where(tie.c.guardian_id == parent, tie.c.custody.is_(True)))
    assert await database.fetch(sa.select(agreement.c.id).where(agreement.c.parent_id == parent))
    relative = await of("near_relative")
    columns = (petition.c.petitioner_guardian_id, part.c.relative_guardian_id, placement.c.host_guardian_id)
    assert any([await database.fetch(sa.select(column).where(column == relative)) for column in columns])


def test_every_ready_query_is_valid_and_its_first_operation_asks(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        document = parse(ready_query(policies, subject))
        assert validate(subject_schema(policies, subject), document) == []
        first = document.definitions[0]
        assert isinstance(first, OperationDefinitionNode)
        assert first.operation.value == "query"
        assert all(v.default_value or v.type.kind != "non_null_type" for v in first.variable_definitions or ())


def test_the_main_page_takes_its_fragments_along_at_any_depth() -> None:
    other = "query B { y }\nfragment Z on T { c }"
    text = f"# 页\nquery A {{ x {{ ...One }} }}\n{other}\nfragment Two on T {{ b }}\nfragment One on T {{ a ...Two }}"
    assert main_page(text) == "query A { x { ...One } }\n\nfragment Two on T { b }\n\nfragment One on T { a ...Two }"
    school = (PROJECT / "examples/school.graphql").read_text(encoding="utf-8")
    assert main_page(school).startswith("query SchoolPupils(")
    assert "mutation" not in main_page(school)


def test_a_subject_without_a_page_gets_a_query_made_from_its_view(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        if not (members := surface_of(policies.view(subject, role_of(policies, subject))).members):
            continue
        made = made_query(policies, subject)
        assert validate(subject_schema(policies, subject), parse(made)) == [], made
        assert any(f"{CATALOG[name].plural}(first: 2)" in made for name in members)
        assert ("organisation" in made.splitlines()[1]) == (role_of(policies, subject) == Role.OFFICER)
