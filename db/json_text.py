"""Stored values as JSON text, whole or masked, as each database writes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, case, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement

from db.elements import Element, Joined, SqlText, number
from schema.catalog import Kind, Mask
from schema.masking import KEPT


class Bare(Element):
    """The text of a stored value as it stands between quotes in JSON. Parts: expression, kind, one of `_QUOTED`."""

    type = Text()


_QUOTED = frozenset({Kind.ID, Kind.ENUM, Kind.DATE, Kind.DATETIME})
"""Kinds whose texts need no escape."""


@compiles(Bare, "postgresql")
def _bare_postgresql(element: Bare, compiler: Any, **kw: Any) -> str:
    expression, kind = element.parts
    inner = str(compiler.process(expression, **kw))
    if kind is Kind.DATETIME:
        return f"to_char({inner} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
    return f"({inner})::text" if kind is Kind.DATE else inner


@compiles(Bare, "sqlite")
def _bare_sqlite(element: Bare, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.parts[0], **kw))


class JsonOf(Element):
    """JSON text of a stored value by its kind; null becomes the text `null`. Parts: expression, kind, nullable."""

    type = Text()


def json_parts(expression: Any, kind: Kind, nullable: bool) -> list[Any]:
    """`JsonOf` as parts to be joined: quotes are constants by themselves, which the constants beside them take in."""
    return ['"', Bare(expression, kind), '"'] if kind in _QUOTED and not nullable else [JsonOf(expression, kind, nullable)]


def _quoted(element: JsonOf, compiler: Any, **kw: Any) -> str:
    return f"('\"' || {compiler.process(Bare(*element.parts[:2]), **kw)} || '\"')"


@compiles(JsonOf, "postgresql")
def _json_postgresql(element: JsonOf, compiler: Any, **kw: Any) -> str:
    expression, kind, nullable = element.parts
    if kind in _QUOTED:
        made = _quoted(element, compiler, **kw)
    else:
        inner = compiler.process(expression, **kw)
        made = f"to_json({inner})::text" if kind is Kind.TEXT else f"({inner})::text"
    return f"coalesce({made}, 'null')" if nullable else made


@compiles(JsonOf, "sqlite")
def _json_sqlite(element: JsonOf, compiler: Any, **kw: Any) -> str:
    expression, kind, nullable = element.parts
    inner = compiler.process(expression, **kw)
    if kind is Kind.TEXT:
        return f"json_quote({inner})"
    if kind in _QUOTED:
        made = _quoted(element, compiler, **kw)
    elif kind is Kind.INT:
        made = f"CAST({inner} AS TEXT)"
    else:
        made = f"CASE {inner} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    return f"coalesce({made}, 'null')" if nullable else f"({made})"


class Stars(Element):
    """As many `*` as the number says, none below one. Part: a number."""

    type = Text()


@compiles(Stars)
def _stars(element: Stars, compiler: Any, **kw: Any) -> str:
    count = compiler.process(element.parts[0], **kw)
    if compiler.dialect.name == "postgresql":
        return f"repeat('*', greatest(({count})::int, 0))"
    # SQLite has no repeat(): the hexadecimal form of n zero bytes is 2n characters long.
    return f"replace(hex(zeroblob(max({count}, 0))), '00', '*')"


def masked(expression: ColumnElement[Any], mask: Mask) -> Any:
    """A text as `schema.masking` masks it; null stays null."""
    front, back = KEPT[mask]
    size = func.length(expression)
    ends = Joined(
        func.substr(expression, number(1), number(front)),
        Stars(size - number(front + back)),
        func.substr(expression, size - number(back - 1)),
    )
    short: list[Any] = [(size <= number(front + back), Stars(size))]
    if mask is Mask.NAME:
        short.insert(0, (size == number(2), Joined(func.substr(expression, number(1), number(1)), SqlText("*"))))
    return case(*short, else_=ends)
