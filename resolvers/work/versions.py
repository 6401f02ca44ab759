"""The version of a row as its caller sees it, to hold `expectedVersion` against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from cachetools import LRUCache

from authz.view import View
from db.database import Transaction
from db.statement import Statement, compile_plan
from planner.plan import Block, ByKey, Object, Plan, RootBlock, Row, Version
from schema.predicate import Attribute

_STATEMENTS: LRUCache[Any, Statement] = LRUCache(512)


async def version_of(
    transaction: Transaction, view: View, dialect: str, attributes: Mapping[str, Any], entity: str, key: int
) -> str | None:
    """The version of the row with this key; None where the caller does not see it."""
    found = (view.key, entity, dialect)
    statement = _STATEMENTS.get(found)
    if statement is None:
        statement = _STATEMENTS[found] = _statement(view, dialect, entity)
    rows = await transaction.run(statement.sql, statement.values({**attributes, "written_key": key}, ()))
    shown = orjson.loads(rows[0][0])
    return str(shown["v"]) if shown else None


def _statement(view: View, dialect: str, entity: str) -> Statement:
    block = Block("b0", view.entities[entity], ByKey(Attribute("written_key")))
    plan = Plan((RootBlock("v", "b0", Object((("v", Version(Row("b0"))),)), single=True),), {"b0": block})
    return compile_plan(plan, dialect, view.policy_version, logged=False)
