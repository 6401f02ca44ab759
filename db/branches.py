"""Root lists and counts: one branch for each way to a row, each served by its own index, merged by key.

An OR across doors over a big table is never written: a branch reads what no branch before it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import CTE, FromClause, Select, func, select, union_all

from authz.own_sets import is_own_set
from authz.view import EntityView
from db.elements import limited, number
from db.ordering import Ordering
from db.predicates import Conditions, Names, Scope, taken_out
from schema.entities import CATALOG
from schema.predicate import (
    FALSE,
    And,
    Attribute,
    Compare,
    Exists,
    IsNull,
    Not,
    Or,
    Predicate,
    all_of,
    any_of,
    assume,
    negate,
)

NARROW = frozenset(
    {"organisation_id", "person_id", "guardian_id", "town_id", "village_id", "receipt_hash", "sought_identity_number"}
)
"""Attributes that few rows share: a condition on one is worth driving a branch from."""
MISSING = frozenset({"school_id"})
"""Columns that a row rule asks for only where they are missing in few of the rows: children of school age at no school."""


def parts_of(predicate: Predicate) -> tuple[Predicate, ...]:
    """The conjuncts of a predicate."""
    return predicate.parts if isinstance(predicate, And) else (predicate,)


def ways(view: EntityView) -> tuple[Predicate, ...]:
    """The alternatives by which a row of the view is visible, without those that another one implies."""
    out: list[Predicate] = []
    for door in view.doors:
        for disjunct in door.disjuncts:
            mine = frozenset(parts_of(disjunct))
            if any(frozenset(parts_of(other)) <= mine for other in out):
                continue
            out = [o for o in out if not mine <= frozenset(parts_of(o))]
            out.append(disjunct)
    return tuple(out)


def _narrow(predicate: Predicate) -> bool:
    match predicate:
        case Compare(_, "eq", Attribute(name)):
            return name in NARROW
        case IsNull(column):
            return column in MISSING
        case And(parts):
            return any(_narrow(p) for p in parts)
        case Exists(entity, _, _, where):
            return CATALOG[entity].sparse or _narrow(where)
        case Or(parts):
            return all(_narrow(p) for p in parts)
        case _:
            return False


def driver_of(parts: tuple[Predicate, ...]) -> Exists | None:
    """The conjunct to drive the branch from: few rows of another entity. None where an own column is narrow."""
    if any(isinstance(p, Compare) and _narrow(p) for p in parts):
        return None
    return next((p for p in parts if isinstance(p, Exists) and _narrow(p)), None)


def _named(query: Any, name: str) -> CTE:
    """The query under a name of its own: SQLite's parser, which holds 100 open things, closes it before it reads on. Run as if
    it stood where the name stands."""
    return query.cte(name).prefix_with("NOT MATERIALIZED")  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Branch:
    """One way: the rows of `row` meeting `where`; `driven` if they come from another entity's keys."""

    row: FromClause
    where: tuple[Any, ...]
    driven: bool


class Branches:
    """The branches of one root list."""

    def __init__(self, view: EntityView, conditions: Conditions, names: Names, extra: Predicate) -> None:
        self.view, self.conditions, self.names = view, conditions, names
        found = ways(view)
        asked = [a for n in range(len(found)) if (a := self._asked(found, n, extra)) != FALSE] or [FALSE]
        self.whole = asked[0]
        self.branches = [self._branch(parts_of(a)) for a in asked]

    @staticmethod
    def _asked(found: tuple[Predicate, ...], n: int, extra: Predicate) -> Predicate:
        """Of way n: its own condition, what keeps it apart from the ways before it, and the rest, as far as not known by then.
        False where the rest holds for no row that comes this way alone: a filter by a field that its door does not give."""
        facts = frozenset(parts_of(found[n]))
        before = assume(any_of(found[:n]), facts)
        apart = frozenset(Not(p) for p in (before.parts if isinstance(before, Or) else (before,)))
        return all_of((found[n], negate(before), assume(extra, facts | apart)))

    def _branch(self, parts: tuple[Predicate, ...]) -> Branch:
        row = self.names.alias(self.view.entity)
        scope = Scope(self.view.entity, row)
        driver = driver_of(parts)
        denied = taken_out(driver, parts) if driver is not None and is_own_set(driver) else ()
        where = [self.conditions.where(p, scope) for p in parts if p is not driver and p not in denied]
        if driver is not None:
            where.insert(0, self._driven(row.c[driver.outer_column], driver, denied))
        return Branch(row, tuple(where), driver is not None)

    def _driven(self, column: Any, driver: Exists, denied: tuple[Not, ...] = ()) -> Any:
        """The column holds a key that the driver leads to; of an own set, none that is denied."""
        if is_own_set(driver):
            return self.conditions.in_own_set(driver, column, denied)
        return column.in_(self._driving(driver))

    def _driving(self, driver: Exists) -> Select[Any]:
        """The distinct keys of the rows that a driver leads to, found from the far end of a chain of drivers."""
        row = self.names.alias(driver.entity)
        scope = Scope(driver.entity, row)
        key = row.c[driver.inner_column]
        parts = parts_of(driver.where)
        further = driver_of(parts)
        where = [self.conditions.where(p, scope) for p in parts if p is not further]
        if further is not None:
            where.insert(0, self._driven(row.c[further.outer_column], further))
        return select(key.label("k")).select_from(row).where(key.is_not(None), *where).distinct()

    @property
    def only(self) -> Predicate | None:
        """The whole condition of the one branch, where there is one and nothing drives it."""
        return None if len(self.branches) > 1 or self.branches[0].driven else self.whole

    def keys(self, ordering: Ordering) -> Select[Any]:
        """The first keys in order: columns k, o0, o1, ... (one a term), at most `ordering.limit` rows."""
        made: list[Any] = []
        for n, branch in enumerate(self.branches):
            scope = Scope(self.view.entity, branch.row)
            query = (
                select(branch.row.c.id.label("k"), *ordering.columns(scope))
                .select_from(branch.row)
                .where(*branch.where, *ordering.beyond(scope))
            )
            if branch.driven:  # sorted after it is whole: the order's index must not lead the way
                driven = query.cte(f"{ordering.name}_w{n}").prefix_with("MATERIALIZED")
                made.append(limited(select(*driven.c).order_by(*ordering.by_labels(driven)), ordering.limit))
            else:
                made.append(limited(query.order_by(*ordering.by_scope(scope)), ordering.limit))
        if len(made) == 1:
            return made[0]  # type: ignore[no-any-return]
        parts = [_named(q, f"{ordering.name}_p{n}") for n, q in enumerate(made)]
        whole = _named(union_all(*(select(*p.c) for p in parts)), f"{ordering.name}_u")
        return limited(select(*whole.c).order_by(*ordering.by_labels(whole)), ordering.limit)

    def count(self, name: str, cap: int) -> Any:
        """How many rows there are, stopping one past `cap`."""
        made = [
            _named(limited(select(number(1).label("n")).select_from(b.row).where(*b.where), cap + 1), f"{name}_c{n}")
            for n, b in enumerate(self.branches)
        ]
        # Counts added: rows of a union would pass through it one by one.
        found: Any = reduce(add, (select(func.count()).select_from(branch).scalar_subquery() for branch in made))
        counted = select(found.label("n")).cte(f"{name}_n").prefix_with("MATERIALIZED")
        return select(counted.c.n).scalar_subquery()
