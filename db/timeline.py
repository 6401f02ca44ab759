"""The timeline of a child: where its records stand, whatever their kind, and what lies behind one of them.

Records stand by their moment, newest first, then by the order in which the kinds were asked for, then by key. A date is the
beginning of its day in China, eight hours before UTC (without the summer time of 1986 to 1991, on both databases).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, TIMESTAMP, FromClause, and_, cast, func, literal_column, or_, select, union_all

from db.elements import SqlText, number
from db.predicates import Conditions, Names, Scope
from planner.plan import Block, OfChild, Plan
from schema.catalog import Field, Kind
from schema.predicate import all_of

_FORM = "%Y-%m-%dT%H:%M:%fZ"
"""How SQLite keeps an instant."""


def instant(moment: Field, column: Any, dialect: str) -> Any:
    """The moment of a record as an instant in UTC, in the form in which the database keeps instants."""
    if moment.kind is Kind.DATETIME:
        return column
    if dialect == "sqlite":
        return func.strftime(SqlText(_FORM), column, SqlText("-8 hours"))
    return func.timezone(literal_column("INTERVAL '8 hours'"), cast(column, TIMESTAMP))


def newest_first(rows: FromClause) -> tuple[Any, ...]:
    """The order of a timeline, of rows with the columns i (instant), r (rank of the kind), k (key)."""
    return rows.c.i.desc(), rows.c.r, rows.c.k


class Timelines:
    """The children and cursors of the timelines of one plan."""

    def __init__(self, plan: Plan, conditions: Conditions, names: Names, dialect: str) -> None:
        self.plan, self.conditions, self.names, self.dialect = plan, conditions, names, dialect
        self._children: dict[str, CTE] = {}
        self.cursors: dict[str, CTE] = {}
        """Of each timeline that begins behind a record: that record's place; no row where it is not in the timeline."""

    def within(self, source: OfChild, scope: Scope) -> list[Any]:
        """The conditions of a row: it is the child's, and lies behind the cursor."""
        out = [scope.row.c.child_id == self._child(source)]
        if source.after is None:
            return out
        at = self._cursor(source)
        moment, rank, key = (select(at.c[n]).scalar_subquery() for n in ("i", "r", "k"))
        here, mine = instant(source.moment, scope.row.c[source.moment.column], self.dialect), number(source.rank)
        behind = or_(mine > rank, and_(mine == rank, scope.row.c.id > key))
        return [*out, or_(here < moment, and_(here == moment, behind))]

    def _child(self, source: OfChild) -> Any:
        """The key of the child, where the caller sees it: a scalar."""
        made = self._children.get(source.timeline)
        if made is None:
            row = self.names.alias("Child")
            asked = row.c.public_id == self.conditions.binds.bind(source.child, Kind.ID)
            found = select(row.c.id.label("k")).where(asked, self.conditions.where(source.seen, Scope("Child", row)))
            made = found.cte(f"child_{len(self._children)}").prefix_with("MATERIALIZED")
            self._children[source.timeline] = made
        return select(made.c.k).scalar_subquery()

    def _cursor(self, source: OfChild) -> CTE:
        made = self.cursors.get(source.timeline)
        if made is None:
            places = [self._place(b, b.source) for b in self.plan.blocks.values() if isinstance(b.source, OfChild)
                      and b.source.timeline == source.timeline]  # fmt: skip
            whole: Any = places[0] if len(places) == 1 else union_all(*places)
            made = whole.cte(f"behind_{len(self.cursors)}").prefix_with("MATERIALIZED")
            self.cursors[source.timeline] = made
        return made

    def _place(self, block: Block, source: OfChild) -> Any:
        """Where the record of the cursor stands, if it is of this kind and in the timeline."""
        row: FromClause = self.names.alias(block.view.entity)
        scope = Scope(block.view.entity, row)
        assert source.after is not None  # noqa: S101 - asked of timelines with a cursor
        here = instant(source.moment, row.c[source.moment.column], self.dialect)
        return select(here.label("i"), number(source.rank).label("r"), row.c.id.label("k")).where(
            row.c.public_id == self.conditions.binds.bind(source.after, Kind.ID),
            row.c.child_id == self._child(source),
            self.conditions.where(all_of((block.view.predicate, block.filter)), scope),
        )
