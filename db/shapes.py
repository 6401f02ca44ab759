"""Named query shapes: lists that must stay quick at any size, each with the indexes that have to serve it.

`tests/shapes` explains them over 20,000 children in the mode that runs, and walks the lists of every subject besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A document as a subject asks it. `indexes`: those that its plan must use, on both databases unless one is named."""

    name: str
    subject: str
    document: str
    indexes: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    """Dialect -> further indexes that its plan must use."""


def _shape(name: str, subject: str, document: str, *indexes: str, **only: tuple[str, ...]) -> Shape:
    return Shape(name, subject, document, indexes, only)


SHAPES = (
    _shape(
        "children of a town by name", "town",
        "{ children(first: 50) { nodes { name } pageInfo { hasNextPage endCursor } } }",
        "ix_child_town_id_name_sort",
    ),
    _shape(
        "children of a village by name", "village", "{ children(first: 50) { nodes { name } } }",
        "ix_child_village_id_name_sort",
    ),
    _shape(
        "pupils of a school by name", "school", "{ children(first: 50) { nodes { name } } }",
        "ix_child_school_id_name_sort",
    ),
    _shape(
        "children of the district by name", "civil_affairs", "{ children(first: 50) { nodes { name } } }",
        "ix_child_district_id_name_sort",
    ),
    _shape(
        "count of a town's children", "town", "{ children(first: 1) { totalCount } }", "ix_child_town_id_name_sort",
    ),
    _shape(
        "children that reports and incidents lead to", "police", "{ children(first: 50) { nodes { name } } }",
    ),
    _shape(
        "reports of the district, latest first", "police", "{ reports(first: 20) { nodes { kind reportedOn } } }",
        "ix_report_district_id_reported_on",
    ),
    _shape(
        "guardians of a town's children", "town",
        "{ children(first: 50) { nodes { guardianships(first: 5) { nodes { guardian { name } } } } } }",
        "ix_child_town_id_name_sort",
    ),
    _shape(
        "latest interventions of a town's children", "town",
        "{ children(first: 50) { nodes { interventions(first: 3) { nodes { kind startedOn } } } } }",
        "ix_intervention_child_id_started_on",
    ),
    _shape(
        "attendance of a school's pupils", "school",
        "{ children(first: 100) { nodes { attendanceDays(first: 30) { nodes { date status } } } } }",
        "ix_attendance_day_child_id_date",
    ),
    _shape(
        "petitions before a court", "court", "{ petitions(first: 20) { nodes { ground filedOn child { name } } } }",
        sqlite=("ix_petition_court_organisation_id_filed_on",),
    ),
    _shape(
        "a child by identity number", "town",
        '{ children(first: 1, filter: { identityNumber: { eq: "500112201505060014" } }) { nodes { name } } }',
    ),
)  # fmt: skip
