"""The operations that are measured, with variables for every argument and cursors selected."""

from __future__ import annotations

from dataclasses import dataclass

CHILD_FIELDS = (
    "id name sex birthDate identityNumber category inPoverty keyTarget disabilityGrade residenceAddress "
    "registeredDivisionCode onFileSince"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """A measured operation: who asks it, its document, its variables (`$child` stands for a child's id, `$one` and `$two` for filters by category)."""

    name: str
    title: str
    subject: str
    document: str
    variables: dict[str, object]


OPERATIONS = (
    Operation(
        "i", "one child with guardians, household, village", "town",
        "query One($id: ID!, $n: Int) { child(id: $id) { id name sex birthDate category village { name } "
        "household { number address } guardianships(first: $n) { edges { cursor node { relationship away "
        "guardian { name telephone } } } } } }",
        {"id": "$child", "n": 10},
    ),
    Operation(
        "ii", "first 50 children of a town by name", "town",
        "query Page($n: Int, $ties: Int, $latest: Int, $filter: ChildFilter, $order: [ChildOrder!]) { "
        "children(first: $n, filter: $filter, orderBy: $order) { edges { cursor node { " + CHILD_FIELDS + " "
        "guardianships(first: $ties) { nodes { relationship guardian { name telephone } } } "
        "household { number address } school { name } "
        "interventions(first: $latest) { nodes { kind status startedOn } } } } "
        "pageInfo { endCursor hasNextPage } } }",
        {"n": 50, "ties": 10, "latest": 3, "order": ["NAME_ASC"],
         "filter": "$two"},
    ),
    Operation(
        "iii", "20 reports with child and 3 interventions each", "civil_affairs",
        "query Reports($n: Int, $latest: Int) { reports(first: $n) { edges { cursor node { id kind status reportedOn "
        "child { name birthDate } interventions(first: $latest) { nodes { kind status startedOn } } } } } }",
        {"n": 20, "latest": 3},
    ),
    Operation(
        "iv", "filtered count and first 10", "town",
        "query Count($n: Int, $filter: ChildFilter) { children(first: $n, filter: $filter) { totalCount "
        "edges { cursor node { id name birthDate } } } }",
        {"n": 10, "filter": "$one"},
    ),
    Operation(
        "v", "100 pupils with 30 attendance days each", "school",
        "query Days($n: Int, $days: Int) { children(first: $n) { edges { cursor node { id name "
        "attendanceDays(first: $days) { nodes { date status } } } } } }",
        {"n": 100, "days": 30},
    ),
)  # fmt: skip
BARS = {"i": 0.5, "ii": 0.7, "iii": 0.7, "iv": 0.5, "v": 0.7}
"""Requests per second of the service over those of the logged floor, at least."""
