"""Every list of every subject is served by index; named shapes by the indexes that they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from authz.build import Policies
from db.shapes import SHAPES, Shape
from db.tables import metadata
from resolvers.pipeline import Pipeline
from tests.shapes.conftest import Plans
from tests.shapes.lists import documents
from tests.shapes.plans import BIG, Explained

_NO_DIVISION = (
    "a guardian carries no division: those of a district are met along the order by name, where a page or the cap of a "
    "count stops the walk"
)
WALKED = {
    ("civil_affairs", "guardian"): _NO_DIVISION,
    ("disabled_federation", "guardian"): _NO_DIVISION,
    ("health", "guardian"): _NO_DIVISION,
    ("human_resources", "guardian"): "as for civil affairs; most of a district's filings are of guardians who are away",
    ("health", "guardianship"): "ties of a district's children of whom something is due are met along the order",
}
"""(subject, table) that is walked along an index -> why."""
CURSOR = {"c": "chd_00000000000000000000000000000001"}


def statement(pipeline: Pipeline, subject: str, document: str) -> str:
    """The statement of a document as an officer of a subject."""
    prepared = pipeline.prepared(pipeline.policies.view(subject, pipeline.policies.widest_role(subject)), document)
    variables: dict[str, Any] = CURSOR if "$c" in document else {}
    return pipeline.planned(prepared, prepared.operation(None), variables).statement.sql


async def explained(plans: Plans, pipeline: Pipeline, subject: str, document: str) -> Explained:
    return await plans.explain(statement(pipeline, subject, document))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.name)
async def test_a_named_shape_uses_its_indexes(shape: Shape, plans: Plans, pipeline: Pipeline) -> None:
    plan = await explained(plans, pipeline, shape.subject, shape.document)
    wanted = {*shape.indexes, *shape.only.get(plans.dialect, ())}
    assert wanted <= plan.indexes, plan.text
    assert not plan.scanned & BIG, plan.text


def test_named_shapes_name_indexes_that_there_are() -> None:
    known = {i.name for t in metadata.tables.values() for i in t.indexes}
    assert {i for s in SHAPES for i in (*s.indexes, *(n for of in s.only.values() for n in of))} <= known
    assert len({s.name for s in SHAPES}) == len(SHAPES)


def subjects(policies: Policies) -> list[str]:
    return sorted(policies.declared.concrete)


@pytest.mark.soak
async def test_no_list_of_any_subject_scans_a_big_table(
    plans: Plans, pipeline: Pipeline, policies: Policies, report: Callable[[str], None], request: pytest.FixtureRequest
) -> None:
    """Every list in the long form, one in eight otherwise, each subject's others."""
    one_in = 1 if "soak" in str(request.config.getoption("-m")) else 8
    scanning: dict[str, str] = {}
    walked: set[tuple[str, str]] = set()
    count = 0
    for at, subject in enumerate(subjects(policies)):
        every = list(documents(policies.view(subject, policies.widest_role(subject))))
        for name, document in every[at % one_in :: one_in]:
            plan = await explained(plans, pipeline, subject, document)
            count += 1
            found = {t for t in plan.scanned & BIG if (subject, t) not in WALKED}
            walked |= {(subject, t) for t in plan.scanned & BIG - found}
            if found:
                scanning[f"{subject}: {name}"] = f"scans {', '.join(sorted(found))}\n{plan.text}"
    report(f"{count} lists explained, {len(scanning)} with a scan")
    assert count > 300
    assert walked <= WALKED.keys()
    assert not scanning, "\n\n".join(f"{name} {plan}" for name, plan in scanning.items())


async def test_a_scan_is_noticed(plans: Plans) -> None:
    plan = await plans.explain("SELECT x1.id FROM child AS x1 WHERE x1.residence_address = 'x'")
    assert plan.scanned == {"child"}
    served = await plans.explain("SELECT x1.id FROM child AS x1 WHERE x1.town_id = 1")
    assert not served.scanned
    assert served.indexes
