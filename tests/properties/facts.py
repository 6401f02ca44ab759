"""All that a caller can get out of the service in plain words: every cell of every row that it lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type

from authz.caller import Caller
from schema.catalog import Field
from schema.entities import CATALOG
from tests.oracle.masking import masked
from tests.oracle.operations import Operation
from tests.oracle.service import Stage

Facts = dict[tuple[str, str, str], Any]
"""(entity, public id, member) -> value; lists of ids for relations."""


def _member(kind: GraphQLObjectType, name: str) -> str:
    target = get_named_type(kind.fields[name].type)
    if target.name.endswith("Connection"):
        return f"{name}(first: 100) {{ nodes {{ id }} }}"
    return f"{name} {{ id }}" if isinstance(target, GraphQLObjectType) else name


MEMBERS = 19
"""At most so many in a document: were they all relations, they would be all that one operation may read."""


def _documents(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    for entity in CATALOG:
        kind = schema.type_map.get(entity.name)
        if isinstance(kind, GraphQLObjectType):
            names = [n for n in kind.fields if n not in ("id", "version")]
            for start in range(0, max(1, len(names)), MEMBERS):
                members = " ".join(_member(kind, n) for n in ("id", *names[start : start + MEMBERS]))
                yield entity.name, f"{{ all: {entity.plural}(first: 100) {{ totalCount nodes {{ {members} }} }} }}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return [n["id"] for n in value["nodes"]] if "nodes" in value else value["id"]
    return value


async def facts_of(stage: Stage, schema: GraphQLSchema, caller: Caller) -> Facts:
    """Every fact that the service gives the caller, one list at a time."""
    out: Facts = {}
    for entity, document in _documents(schema):
        answer = await stage.ask(Operation(document, {}), caller)
        assert answer.code is None, answer.body
        listed = json.loads(answer.body)["data"]["all"]
        out[(entity, "", "totalCount")] = listed["totalCount"]
        for node in listed["nodes"]:
            for name, value in node.items():
                out[(entity, node["id"], name)] = _plain(value)
    return out


def added(before: Facts, after: Facts) -> list[str]:
    """Facts of `after` that `before` did not give, whole or unmasked."""
    return [f"{key}: {before.get(key)!r} became {value!r}" for key, value in after.items() if _more(key, before, value)]


def _more(key: tuple[str, str, str], before: Facts, value: Any) -> bool:
    if key[2] == "totalCount":
        return bool(value > before.get(key, 0))
    if key not in before:
        return value not in (None, [])
    known = before[key]
    if value is None or value == known:
        return False
    if isinstance(value, list):
        return not set(value) <= set(known or ())
    member = CATALOG[key[0]].members.get(key[2])
    return not (isinstance(member, Field) and member.mask and value == masked(member.mask, known))
