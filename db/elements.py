"""SQL elements that the two databases write differently: with `db.json_text` and `db.times` the only places where dialects part.

Each renders for SQLite and for PostgreSQL; texts of both are equal after parsing the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Text, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import Case, ColumnClause, ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import CTE, Exists, Select
from sqlalchemy.types import NullType

from core.clock import utc_text
from db.tables.types import Day, Moment


class Element(ColumnElement[Any]):
    """An element of ours: rendered whole, never cached by SQLAlchemy."""

    inherit_cache = False

    def __init_subclass__(cls, **_: Any) -> None:
        super().__init_subclass__()
        cls.inherit_cache = False  # SQLAlchemy asks each class of its own, and warns of silence

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def get_children(self, **_: Any) -> list[Any]:
        return [p for p in self.parts if hasattr(p, "get_children")]


class SqlText(Element):
    """A constant text, written as a quoted literal: response keys and punctuation, never a value."""

    type = Text()


@compiles(SqlText)
def _sql_text(element: SqlText, _: Any, **__: Any) -> str:
    return "'" + str(element.parts[0]).replace("'", "''") + "'"


def number(value: int) -> ColumnElement[Any]:
    """A whole number of the statement's own making, written as such: no bind of unknown type."""
    return literal_column(str(value))


def limited(query: Select[Any], rows: int) -> Select[Any]:
    """At most `rows` rows, as a literal: a bound limit makes PostgreSQL plan for any size."""
    return query.limit(number(rows)).offset(number(0))


class Joined(Element):
    """Texts one after the other; none of them may be null."""

    type = Text()


@compiles(Joined)
def _joined(element: Joined, compiler: Any, **kw: Any) -> str:
    # SQLite: `||` binds tighter than `+`, and the parser holds 100 open things, so brackets only where they matter.
    made = ((p, compiler.process(p, **kw)) for p in _flat(element))
    whole = [t if isinstance(p, Element | Case | FunctionElement | ColumnClause) else f"({t})" for p, t in made]
    return _halved(whole) if compiler.dialect.name == "postgresql" else "(" + " || ".join(whole) + ")"


def _halved(texts: list[str]) -> str:
    """Texts joined by halves: PostgreSQL copies both sides at each `||`, and from left to right the whole each time."""
    if len(texts) == 1:
        return texts[0]
    half = len(texts) // 2
    return f"({_halved(texts[:half])} || {_halved(texts[half:])})"


def _flat(element: Joined) -> Iterator[Any]:
    """The parts, those of texts joined within it in their place."""
    for part in element.parts:
        if isinstance(part, Joined):
            yield from _flat(part)
        else:
            yield part


class KeyedHash(Element):
    """32 hexadecimal digits of SHA-256 over a key and a text. Parts: key, text. SQLite has it from `db.sqlite`."""

    type = Text()


@compiles(KeyedHash, "postgresql")
def _keyed_hash_postgresql(element: KeyedHash, compiler: Any, **kw: Any) -> str:
    key, text = (compiler.process(p, **kw) for p in element.parts)
    return f"substr(encode(sha256(convert_to({key} || {text}, 'UTF8')), 'hex'), 1, 32)"


@compiles(KeyedHash, "sqlite")
def _keyed_hash_sqlite(element: KeyedHash, compiler: Any, **kw: Any) -> str:
    key, text = (compiler.process(p, **kw) for p in element.parts)
    return f"keyed_hash({key}, {text})"


class InList(Element):
    """The value is in the bound list: one bind, whatever its length. Parts: expression, bind."""

    type = NullType()  # a condition, never compared with 1


@compiles(InList, "postgresql")
def _in_postgresql(element: InList, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.parts[0], **kw)} = ANY ({compiler.process(element.parts[1], **kw)}))"


@compiles(InList, "sqlite")
def _in_sqlite(element: InList, compiler: Any, **kw: Any) -> str:
    bind = compiler.process(element.parts[1], **kw)
    return f"({compiler.process(element.parts[0], **kw)} IN (SELECT value FROM json_each({bind})))"


class KeyArray(Element):
    """PostgreSQL: the keys of a query as one array, without sorting. Part: a query of one column."""

    type = NullType()


@compiles(KeyArray)
def _key_array(element: KeyArray, compiler: Any, **kw: Any) -> str:
    return f"ARRAY{compiler.process(element.parts[0], **kw)}"


class InKeys(Element):
    """The value is a key of a set; null where it is null. Parts: expression, query of the set.

    PostgreSQL takes the array (`KeyArray`) from the one row there is, once for the statement; SQLite, whose set has a row each,
    asks it by its name, which opens fewer things in its parser than a query would.
    """

    type = NullType()

    def __init__(self, expression: Any, keys: CTE) -> None:
        super().__init__(expression, select(keys.c.k).scalar_subquery())
        self.keys = keys


@compiles(InKeys, "postgresql")
def _in_keys_postgresql(element: InKeys, compiler: Any, **kw: Any) -> str:
    value, keys = (compiler.process(p, **kw) for p in element.parts)
    return f"({value} = ANY ({keys}::bigint[]))"


@compiles(InKeys, "sqlite")
def _in_keys_sqlite(element: InKeys, compiler: Any, **kw: Any) -> str:
    return f"{compiler.process(element.parts[0], **kw)} IN {compiler.process(element.keys, **kw | {'asfrom': True})}"


class Found(Exists):
    """EXISTS without brackets around it, which SQLite's parser counts: the word binds tighter than NOT, AND and OR."""

    inherit_cache = False

    def self_group(self, against: Any = None) -> Found:
        return self


class Holds(Element):
    """The condition is true: null counts as false. Part: condition."""

    type = NullType()  # a condition, never compared with 1


@compiles(Holds)
def _holds(element: Holds, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.parts[0], **kw)}) IS TRUE"


class AnyTrue(Element):
    """Aggregate: some row's truth value is true. Part: expression."""

    type = Boolean()


@compiles(AnyTrue)
def _any_true(element: AnyTrue, compiler: Any, **kw: Any) -> str:
    aggregate = "bool_or" if compiler.dialect.name == "postgresql" else "max"
    return f"{aggregate}({compiler.process(element.parts[0], **kw)})"


class Bit(Element):
    """`1 << n` where the condition is true, else 0. Parts: condition, n."""

    type = BigInteger()


@compiles(Bit)
def _bit(element: Bit, compiler: Any, **kw: Any) -> str:
    condition, place = element.parts
    return f"(CASE WHEN {compiler.process(condition, **kw)} THEN {1 << place} ELSE 0 END)"


class TextAggregate(Element):
    """Aggregate: texts of the rows, in the order of the rows, with commas between. Part: expression."""

    type = Text()


@compiles(TextAggregate)
def _text_aggregate(element: TextAggregate, compiler: Any, **kw: Any) -> str:
    aggregate = "string_agg" if compiler.dialect.name == "postgresql" else "group_concat"
    return f"{aggregate}({compiler.process(element.parts[0], **kw)}, ',')"


class ConcatAggregate(Element):
    """Aggregate: texts of the rows one after the other. Part: expression."""

    type = Text()


@compiles(ConcatAggregate)
def _concat_aggregate(element: ConcatAggregate, compiler: Any, **kw: Any) -> str:
    aggregate = "string_agg" if compiler.dialect.name == "postgresql" else "group_concat"
    return f"{aggregate}({compiler.process(element.parts[0], **kw)}, '')"


class ArrayItem(Element):
    """An item of a PostgreSQL array of whole numbers. Parts: array, index from 1, offset."""

    type = BigInteger()


@compiles(ArrayItem)
def _array_item(element: ArrayItem, compiler: Any, **kw: Any) -> str:
    array, index, offset = element.parts
    return f"({compiler.process(array, **kw)})[{compiler.process(index, **kw)} + {offset}]"


class Ranked(Element):
    """A text that sorts by rank and carries an id: aggregates pick the first or last id. Parts: rank, id."""

    type = Text()


RANK_DIGITS = 6


@compiles(Ranked, "postgresql")
def _ranked_postgresql(element: Ranked, compiler: Any, **kw: Any) -> str:
    rank, key = (compiler.process(p, **kw) for p in element.parts)
    return f"(lpad(({rank})::text, {RANK_DIGITS}, '0') || {key})"


@compiles(Ranked, "sqlite")
def _ranked_sqlite(element: Ranked, compiler: Any, **kw: Any) -> str:
    rank, key = (compiler.process(p, **kw) for p in element.parts)
    return f"(printf('%0{RANK_DIGITS}d', {rank}) || {key})"


class Written(Element):
    """An expression that both databases have words of their own for. Parts: the words by dialect, what stands in them."""

    def __init__(self, of: Any, postgresql: str, sqlite: str, *parts: Any) -> None:
        super().__init__(*parts)
        self.type = of
        self.words = {"postgresql": postgresql, "sqlite": sqlite}


@compiles(Written)
def _written(element: Written, compiler: Any, **kw: Any) -> str:
    return element.words[compiler.dialect.name].format(*(compiler.process(p, **kw) for p in element.parts))


def constant(value: date | bool) -> Any:
    """A date, an instant or a truth value of the service's own, written as such: no bind of unknown type."""
    if isinstance(value, bool):
        return Written(Boolean(), str(value).lower(), str(int(value)))
    text = f"'{utc_text(value) if isinstance(value, datetime) else value}'"
    moment = isinstance(value, datetime)
    return Written(Moment() if moment else Day(), f"{'TIMESTAMPTZ' if moment else 'DATE'} {text}", text)


def made_id(prefix: str) -> Any:
    """A new public id, another in each row: 128 random bits."""
    postgresql = f"('{prefix}_' || md5(gen_random_uuid()::text || gen_random_uuid()::text))"
    return Written(Text(), postgresql, f"('{prefix}_' || lower(hex(randomblob(16))))")


class Sorted(Element):
    """A term of ORDER BY. Parts: expression, descending, nulls first, whether it may be null.

    PostgreSQL's indexes are made with NULLS LAST either way and match only where it is said; SQLite uses no
    index where it is said of what cannot be null.
    """

    type = NullType()


@compiles(Sorted, "postgresql")
def _sorted_postgresql(element: Sorted, compiler: Any, **kw: Any) -> str:
    expression, descending, nulls_first, _ = element.parts
    words = f"{'DESC' if descending else 'ASC'} NULLS {'FIRST' if nulls_first else 'LAST'}"
    return f"{compiler.process(expression, **kw)} {words}"


@compiles(Sorted, "sqlite")
def _sorted_sqlite(element: Sorted, compiler: Any, **kw: Any) -> str:
    expression, descending, nulls_first, nullable = element.parts
    # SQLite takes null for the smallest value: first going up, last going down.
    said = f" NULLS {'FIRST' if nulls_first else 'LAST'}" if nullable and nulls_first == descending else ""
    return f"{compiler.process(expression, **kw)} {'DESC' if descending else 'ASC'}{said}"
