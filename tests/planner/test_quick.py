"""The quick way through variables and the long one give the same shape and slots, or the quick one stands aside."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    parse,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_variable_values

from authz.surface import view_schema
from planner.quick import QuickShaper, Slow
from planner.shape import VariableShaper
from tests.compiled import project_policies

DOCUMENT = """
query ($filter: ChildFilter, $must: ChildFilter!, $order: [ChildOrder!], $first: Int, $id: ID!, $ids: [ID!]!,
       $names: [String!], $flag: Boolean, $day: Date, $kind: ChildCategory, $entity: String = "Child") { __typename }
"""
USES = {"first": "size", "id": "ids", "ids": "ids", "entity": "literal"}
SCALARS: dict[str, list[Any]] = {
    "Int": [0, 1, 50, 101, -3, 2**31, True, 1.0, "1", None],
    "String": ["", "张三", "x", 5, None],
    "ID": ["chd_" + "0" * 32, "vlg_" + "1" * 32, "nothing", 7, None],
    "Boolean": [True, False, 1, "true", None],
    "Date": ["2026-01-31", "2026-02-30", "yesterday", 3, None],
    "DateTime": ["2026-01-31T08:00:00Z", "never", None],
}


def drawn(of: Any, rng: Random, depth: int = 0) -> Any:
    """A value for an input type, mostly valid."""
    if isinstance(of, GraphQLNonNull):
        return drawn(of.of_type, rng, depth)
    if isinstance(of, GraphQLList):
        if rng.random() < 0.05:
            return drawn(of.of_type, rng, depth)  # one value stands for a list of it
        return [drawn(of.of_type, rng, depth) for _ in range(rng.randrange(3))]
    if isinstance(of, GraphQLInputObjectType):
        names = rng.sample(sorted(of.fields), min(len(of.fields), rng.randrange(3 if depth < 3 else 1)))
        made = {n: drawn(of.fields[n].type, rng, depth + 1) for n in names}
        return made | ({"nothing": 1} if rng.random() < 0.03 else {})
    if isinstance(of, GraphQLEnumType):
        return rng.choice([*of.values] if rng.random() < 0.97 else ["NOTHING"])
    good = [v for v in SCALARS[of.name] if v is not None][:2]
    return rng.choice(good if rng.random() < 0.96 else SCALARS[of.name])


@pytest.fixture(scope="module")
def shapers() -> tuple[Any, OperationDefinitionNode, QuickShaper, VariableShaper]:
    policies = project_policies(date(2026, 3, 2))
    schema = view_schema(policies.view("civil_affairs", "officer"))
    operation = parse(DOCUMENT).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return schema, operation, QuickShaper(schema, operation, USES), VariableShaper(schema, operation, USES)


def test_both_ways_agree(shapers: Any) -> None:
    schema, operation, quick, long = shapers
    quickly = 0
    for seed in range(4_000):
        rng = Random(seed)
        types = {d.variable.name.value: d.type for d in operation.variable_definitions}
        given = {}
        for name, node in types.items():
            if rng.random() < 0.6 or name in ("must", "id", "ids"):
                given[name] = drawn(type_from_ast(schema, node), rng)
        try:
            shape, slots = quick(given)
        except Slow:
            continue
        quickly += 1
        values = get_variable_values(schema, operation.variable_definitions, given)
        assert isinstance(values, VariableValues), (given, values)
        flat = long(values)
        assert (shape, slots) == (flat.shape, flat.slots), given
    assert quickly > 600, f"{quickly}: most plain values must take the quick way, or it serves nothing"


@pytest.mark.parametrize(
    "given",
    [
        {"first": 0}, {"first": True}, {"first": 101}, {"filter": {"nothing": 1}}, {"must": None}, {"kind": "NOTHING"},
        {"day": "2026-02-30"}, {"names": "one"}, {"names": [None]}, {"order": ["NOTHING"]}, {"flag": 1},
    ],
)  # fmt: skip
def test_what_is_not_plain_takes_the_long_way(shapers: Any, given: dict[str, Any]) -> None:
    _, _, quick, _ = shapers
    with pytest.raises(Slow):
        quick({"must": {}, "id": "x", "ids": [], "entity": "Child"} | given)
