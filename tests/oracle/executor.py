"""Answers an operation with graphql-core's own executor over the rows that a caller sees.

The schema is that of the caller's view, filtered from the full one; the default resolver below reads the oracle's
projection. A query gives data or codes of errors, never both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo, GraphQLSchema, execute_sync

from core.clock import utc_text
from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from schema.views import Surface, filter_schema
from tests.oracle.lists import COUNT_CAP, Page, RequestError, page_of, timeline_of
from tests.oracle.policy import Eyes
from tests.oracle.request import Verdict, judge, parsed
from tests.oracle.viewer import Viewer, viewer_field
from tests.oracle.world import Row

VERSION = "\0version of "
"""Stands in expected data for a version, which the service makes with a key of its own: any text, the same one for
the same row throughout an answer."""


class Instant(datetime):
    """An instant that the DateTime scalar of any schema writes as the API does."""

    def isoformat(self, *_: Any, **__: Any) -> str:
        return utc_text(self)


@dataclass
class Expected:
    """What the service must answer: `data`, or an error whose code is one of `codes`.

    `maybe`: codes of faults in parts that the executor never came to; the service may report one of them instead.
    """

    data: Any = None
    codes: frozenset[str] = frozenset()
    maybe: frozenset[str] = field(default_factory=frozenset)


_SCHEMAS: dict[str, GraphQLSchema] = {}


def schema_of(surface: Surface) -> GraphQLSchema:
    """The schema of a surface, made once for equal ones."""
    key = repr(surface)
    if key not in _SCHEMAS:
        _SCHEMAS[key] = filter_schema(surface)
    return _SCHEMAS[key]


def _by_id(eyes: Eyes, public_id: Any, entity: str | None = None) -> Row | None:
    row = eyes.world.by_public_id.get(str(public_id))
    if row is None or not eyes.sees(row) or (entity is not None and row.entity.name != entity):
        return None
    return row


def _root(eyes: Eyes, name: str, arguments: Mapping[str, Any]) -> Any:
    if name == "viewer":
        return Viewer(eyes)
    if name == "node":
        return _by_id(eyes, arguments["id"])
    if name == "nodes":
        return [_by_id(eyes, i) for i in arguments["ids"]]
    if name == "timeline":
        return timeline_of(eyes, arguments)
    for entity in CATALOG:
        if name == entity.singular:
            return _by_id(eyes, arguments["id"], entity.name)
        if name == entity.plural:
            return page_of(eyes, entity, eyes.rows(entity), arguments)
    raise KeyError(name)


def _cell(eyes: Eyes, row: Row, name: str, arguments: Mapping[str, Any]) -> Any:
    if name == "id":
        return row.public_id
    if name == "version":
        return f"{VERSION}{row.public_id}"
    member = row.entity.members[name]
    if isinstance(member, Field):
        value = eyes.cell(row, member)
        if isinstance(value, datetime):
            return Instant.fromtimestamp(value.timestamp(), tz=value.tzinfo)
        return value
    if member.cardinality is Cardinality.ONE:
        return eyes.target(row, member)
    targets = eyes.targets(row, member)
    return None if targets is None else page_of(eyes, CATALOG[member.target], targets, arguments)


def _of_page(page: Page, name: str) -> Any:
    ends = (page.rows[0].public_id, page.rows[-1].public_id) if page.rows else (None, None)
    return {
        "edges": lambda: [{"cursor": r.public_id, "node": r} for r in page.rows],
        "nodes": lambda: page.rows,
        "pageInfo": lambda: {
            "hasNextPage": page.has_next, "hasPreviousPage": page.has_previous,
            "startCursor": ends[0], "endCursor": ends[1],
        },
        "totalCount": lambda: min(page.total, COUNT_CAP),
        "totalCountIsCapped": lambda: page.total > COUNT_CAP,
    }[name]()  # fmt: skip


def _resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    eyes: Eyes = info.context
    if info.parent_type is info.schema.query_type:
        return _root(eyes, info.field_name, arguments)
    if isinstance(source, Row):
        return _cell(eyes, source, info.field_name, arguments)
    if isinstance(source, Page):
        return _of_page(source, info.field_name)
    if isinstance(source, Viewer):
        return viewer_field(source, info.field_name, arguments)
    return source[info.field_name]


def _type_of(value: Any, info: GraphQLResolveInfo, _type: Any) -> str:
    assert isinstance(value, Row)
    return value.entity.name


def answer(
    eyes: Eyes, document: str, variables: Mapping[str, Any] | None = None, operation_name: str | None = None
) -> Expected:
    """What the service must answer to a query of this caller."""
    schema = schema_of(eyes.surface)
    verdict: Verdict = judge(schema, document, dict(variables or {}), operation_name)
    if verdict.codes:
        return Expected(codes=verdict.codes, maybe=verdict.maybe)
    result = execute_sync(
        schema, parsed(document), context_value=eyes, variable_values=dict(variables or {}),
        operation_name=operation_name, field_resolver=_resolve, type_resolver=_type_of,
    )  # fmt: skip
    if not result.errors:
        return Expected(data=result.data, maybe=verdict.maybe)
    codes = set()
    for error in result.errors:
        if not isinstance(error.original_error, RequestError):
            raise error
        codes.add(error.original_error.code)
    return Expected(codes=frozenset(codes), maybe=verdict.maybe)
