"""Predicate trees to SQL conditions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import CTE, FromClause, and_, false, literal_column, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from authz.own_sets import is_own_set
from db.binds import Binds
from db.elements import Found, Holds, InKeys, InList, KeyArray
from db.tables import READ
from schema.catalog import Kind
from schema.entities import CATALOG
from schema.predicate import (
    And,
    Compare,
    Exists,
    IsNull,
    Not,
    Or,
    OwnColumn,
    Predicate,
    Truth,
    all_of,
    any_of,
)

Condition = ColumnElement[Any]

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
}


@dataclass
class Names:
    """Aliases of a statement: `x1`, `x2`, ... in the order of their making, so that equal plans give equal texts."""

    counter: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))

    def alias(self, entity: str) -> FromClause:
        return READ[entity].alias(f"x{next(self.counter)}")


@dataclass(frozen=True)
class Witness:
    """A row known to refer to the row at hand by `column`: an EXISTS may look at it first, before it searches."""

    column: str
    scope: Scope


@dataclass
class Scope:
    """The row that a predicate speaks of. `hoisted` holds conditions already computed for the row's parent."""

    entity: str
    row: FromClause
    hoisted: dict[Exists, Condition] = field(default_factory=dict)
    given: dict[str, ColumnElement[Any]] = field(default_factory=dict)
    """Columns that stand elsewhere than in `row`."""
    witness: Witness | None = None

    def column(self, name: str) -> ColumnElement[Any]:
        return self.given[name] if name in self.given else self.row.c[name]

    def kind(self, name: str) -> Kind:
        storage = CATALOG[self.entity].storage
        return storage[name][0] if name in storage else Kind.TEXT


def taken_out(asked: Exists, parts: tuple[Predicate, ...]) -> tuple[Not, ...]:
    """Of parts that must all hold: own sets denied that can be taken out of the own set `asked`, of keys of the same column."""
    return tuple(
        p for p in parts
        if isinstance(p, Not) and isinstance(p.part, Exists) and is_own_set(p.part) and p.part.outer_column == asked.outer_column
    )  # fmt: skip


def gathered(parts: tuple[Predicate, ...], known: Container[Predicate]) -> list[Predicate]:
    """Parts that must all hold; where several deny rows of an entity, one search for all that they deny, unless it is `known`."""
    kept: list[Predicate] = []
    denied: dict[tuple[str, str, str], Exists] = {}
    for part in parts:
        if isinstance(part, Not) and isinstance(part.part, Exists) and part.part not in known and not is_own_set(part.part):
            sought = part.part
            ties = (sought.entity, sought.inner_column, sought.outer_column)
            before = (denied[ties].where,) if ties in denied else ()
            denied[ties] = replace(sought, where=any_of((*before, sought.where)))
        else:
            kept.append(part)
    return [*kept, *(Not(sought) for sought in denied.values())]


def factored(parts: tuple[Predicate, ...]) -> list[Predicate]:
    """Alternatives, with what several deny alike asked once: doors that the same recusals shut."""
    alike: dict[frozenset[Predicate], list[tuple[Predicate, ...]]] = {}
    for part in parts:
        conjuncts = part.parts if isinstance(part, And) else (part,)
        asked = next((p for p in conjuncts if isinstance(p, Exists) and is_own_set(p)), None)
        taken = taken_out(asked, conjuncts) if asked is not None else ()
        shut = frozenset[Predicate](p for p in conjuncts if isinstance(p, Not) and p not in taken)
        alike.setdefault(shut, []).append(conjuncts)
    out: list[Predicate] = []
    for shut, found in alike.items():
        if not shut or len(found) == 1:
            out += [all_of(conjuncts) for conjuncts in found]
        else:
            rest = any_of(tuple(all_of(tuple(p for p in conjuncts if p not in shut)) for conjuncts in found))
            out.append(all_of((rest, *(p for p in found[0] if p in shut))))
    return out


class Conditions:
    """Compiles predicates of one statement."""

    def __init__(self, binds: Binds, names: Names, dialect: str) -> None:
        self.binds, self.names, self.dialect = binds, names, dialect
        self._sets: dict[tuple[str, str, Predicate, tuple[str, ...]], CTE] = {}

    def where(self, predicate: Predicate, scope: Scope) -> Condition:
        """The condition: true where the predicate holds, false or null elsewhere."""
        match predicate:
            case Truth(value):
                return true() if value else false()
            case Compare():
                return self._compare(predicate, scope)
            case IsNull(column):
                return scope.column(column).is_(None)
            case Exists():
                done = scope.hoisted.get(predicate)
                if done is not None:
                    return done
                if is_own_set(predicate):
                    return self.in_own_set(predicate, scope.column(predicate.outer_column))
                return self._sought(predicate, scope)
            case And(parts):
                return and_(*self._all(parts, scope))
            case Or(parts):
                return or_(*(self.where(p, scope) for p in factored(parts)))
            case Not(part):
                return ~self.where(part, scope) if _two_valued(part) else ~Holds(self.where(part, scope))

    def _all(self, parts: tuple[Predicate, ...], scope: Scope) -> Iterator[Condition]:
        """The conditions of the parts. Own sets denied are taken out of an own set asked for, once for the statement: a door
        that a recusal shuts costs each row one look."""
        asked = next((p for p in parts if isinstance(p, Exists) and is_own_set(p) and p not in scope.hoisted), None)
        denied = () if asked is None else tuple(p for p in taken_out(asked, parts) if p.part not in scope.hoisted)
        if asked is not None:
            yield self.in_own_set(asked, scope.column(asked.outer_column), denied)
        left = tuple(p for p in parts if p is not asked and p not in denied)
        yield from (self.where(part, scope) for part in gathered(left, scope.hoisted))

    def _compare(self, compare: Compare, scope: Scope) -> Condition:
        column = scope.column(compare.column)
        if isinstance(compare.operand, OwnColumn):
            return _OPERATORS[compare.op](column, scope.column(compare.operand.column))  # type: ignore[no-any-return]
        kind = scope.kind(compare.column)
        if compare.op == "in":
            return InList(column, self.binds.bind(compare.operand, kind, listed=True))
        return _OPERATORS[compare.op](column, self.binds.bind(compare.operand, kind))  # type: ignore[no-any-return]

    def _sought(self, predicate: Exists, scope: Scope) -> Condition:
        """The EXISTS, or, short of searching, the word of a row that is known to be there."""
        searched = self.exists(predicate, scope)
        known = scope.witness
        if known is None or predicate.outer_column != "id" or predicate.inner_column != known.column:
            return searched
        if predicate.entity != known.scope.entity:
            return searched
        return or_(Holds(self.where(predicate.where, known.scope)), searched)

    def exists(self, predicate: Exists, scope: Scope) -> Condition:
        """An EXISTS of its own."""
        inner = self.names.alias(predicate.entity)
        where = self.where(predicate.where, Scope(predicate.entity, inner))
        joined = inner.c[predicate.inner_column] == scope.column(predicate.outer_column)
        # Correlated to every row around it: by itself SQLAlchemy stops at the next one out and reads the others anew.
        return Found(select(literal_column("1")).select_from(inner).where(joined, where).correlate_except(inner))

    def in_own_set(self, predicate: Exists, column: Any, denied: tuple[Not, ...] = ()) -> Condition:
        """The column holds a key of the caller's own set (`is_own_set`), and of none of those denied (`taken_out`)."""
        return InKeys(column, self._own_set(predicate, tuple(p.part for p in denied if isinstance(p.part, Exists))))

    def _own_set(self, predicate: Exists, less: tuple[Exists, ...] = ()) -> CTE:
        """The keys that meet the predicate and none of `less`, found once for the statement: a row with their array, or a row
        each."""
        taken = [self._own_set(other) for other in less]
        what = (predicate.entity, predicate.inner_column, predicate.where, tuple(other.name for other in taken))
        if what not in self._sets:
            inner = self.names.alias(predicate.entity)
            key = inner.c[predicate.inner_column]
            where = self.where(predicate.where, Scope(predicate.entity, inner))
            without = (~Holds(InKeys(key, other)) for other in taken)
            query: Any = select(key.label("k")).select_from(inner).where(where, *without)
            if self.dialect == "postgresql":
                query = select(KeyArray(query.scalar_subquery()).label("k"))
            self._sets[what] = query.cte(f"own{len(self._sets)}").prefix_with("MATERIALIZED")
        return self._sets[what]


def _two_valued(predicate: Predicate) -> bool:
    if isinstance(predicate, Exists):
        return not is_own_set(predicate)
    return isinstance(predicate, IsNull | Truth)
