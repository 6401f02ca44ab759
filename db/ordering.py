"""Order of a list and the position of a cursor in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, FromClause, and_, case, literal_column, or_, select
from sqlalchemy.sql.elements import ColumnElement

from db.elements import Sorted
from db.predicates import Conditions, Names, Scope
from planner.plan import Block, Term
from schema.catalog import Kind
from schema.predicate import TRUE

Expression = ColumnElement[Any]


class Ordering:
    """Order of one block. Nulls come last either way; the key breaks ties; `backward` pages turn all round."""

    def __init__(self, block: Block, conditions: Conditions, names: Names) -> None:
        self.block, self.conditions = block, conditions
        self.name = block.name
        self.terms = block.order
        page = block.page
        self.backward = page.backward if page else False
        self.limit = (page.bucket + (1 if block.look_ahead else 0)) if page else 1
        self.cursor: CTE | None = None
        if page is not None and page.cursor is not None:
            row = names.alias(block.view.entity)
            scope = Scope(block.view.entity, row)
            self.cursor = (
                select(row.c.id.label("k"), *self.columns(scope))
                .where(row.c.public_id == conditions.binds.bind(page.cursor, Kind.ID))
                .where(conditions.where(block.view.predicate, scope))
                .cte(f"{block.name}_at")
                .prefix_with("MATERIALIZED")
            )

    def value(self, term: Term, scope: Scope) -> Expression:
        """What the caller sees of the term's column."""
        column = scope.column(term.column)
        return column if term.granted == TRUE else case((self.conditions.where(term.granted, scope), column))

    def columns(self, scope: Scope) -> list[Any]:
        """The terms as columns o0, o1, ..."""
        return [self.value(t, scope).label(f"o{n}") for n, t in enumerate(self.terms)]

    def by_scope(self, scope: Scope) -> list[Any]:
        """ORDER BY over stored columns, so that an index may serve it."""
        values = [(self.value(t, scope), t) for t in self.terms]
        return self._order(values, scope.column("id"))

    def beside(self, scope: Scope) -> tuple[list[Any], list[Any]]:
        """ORDER BY of a list inside another on SQLite, and the columns that must stand beside its rows for it.

        SQLite finds no column of the rows around in an ORDER BY (3.40: "no such column"), and a term that is not granted
        everywhere may ask them for its doors. It finds its own columns by their labels.
        """
        shown = {n: self.value(t, scope).label(f"o{n}") for n, t in enumerate(self.terms) if t.granted != TRUE}
        values = [(literal_column(f"o{n}") if n in shown else self.value(t, scope), t) for n, t in enumerate(self.terms)]
        return list(shown.values()), self._order(values, scope.column("id"))

    def by_labels(self, source: FromClause) -> list[Any]:
        """ORDER BY over the columns o0, o1, ..., k of a subquery."""
        return self._order([(source.c[f"o{n}"], t) for n, t in enumerate(self.terms)], source.c.k)

    def _order(self, values: list[tuple[Any, Term]], key: Any) -> list[Any]:
        out: list[Any] = []
        for value, term in values:
            descending = term.descending != self.backward
            out.append(Sorted(value, descending, self.backward, _may_be_null(term)))
        return [*out, key.desc() if self.backward else key.asc()]

    def beyond(self, scope: Scope) -> list[Any]:
        """The condition of lying past the cursor; none without a cursor."""
        if self.cursor is None:
            return []
        at = self.cursor
        here = [(self.value(t, scope), select(at.c[f"o{n}"]).scalar_subquery(), t) for n, t in enumerate(self.terms)]
        key, mark = scope.column("id"), select(at.c.k).scalar_subquery()
        made: Any = key < mark if self.backward else key > mark
        for value, bound, term in reversed(here):
            nullable = _may_be_null(term)
            same = value.is_not_distinct_from(bound) if nullable else value == bound
            made = or_(self._past(value, bound, term), and_(same, made))
        first = next(iter(here), None)
        if first is not None and not _may_be_null(first[2]):
            value, bound, term = first
            made = and_(value <= bound if term.descending != self.backward else value >= bound, made)
        return [made]

    def _past(self, value: Any, bound: Any, term: Term) -> Any:
        strictly = value < bound if term.descending != self.backward else value > bound
        if not _may_be_null(term):
            return strictly
        if self.backward:  # nulls come first, going backward
            return or_(strictly, and_(bound.is_(None), value.is_not(None)))
        return or_(strictly, and_(value.is_(None), bound.is_not(None)))


def _may_be_null(term: Term) -> bool:
    return term.nullable or term.granted != TRUE
