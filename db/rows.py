"""The rows of a block as a subquery: key, door flags and cells of its own row and of each record joined to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import FromClause, and_, case, false, func, select, true

from authz.own_sets import is_own_set
from authz.view import Action, EntityView
from db.branches import Branches
from db.elements import Holds, InList, limited, number
from db.needs import Need, Needs
from db.ordering import Ordering
from db.predicates import Conditions, Names, Scope, Witness
from db.slots import Slotted
from db.source import Source, exists_on, normal, prefix_of
from db.timeline import Timelines
from planner.granted import asked
from planner.plan import Block, ById, ByIds, ByKey, Everything, Join, OfChild, Plan, Row, Through
from schema.catalog import Kind, Subject
from schema.entities import CATALOG
from schema.predicate import FALSE, Constant, Exists, Truth, all_of, any_of


def hoistable(block: Block) -> tuple[Exists, ...]:
    """Conditions of a nested block's rows that depend on the parent's key alone, of the way that is tried first.

    They are needed for every row. Those of later ways are needed only where the first does not let a row in,
    and are better left where a look at them may be spared.
    """
    if not isinstance(block.source, Through):
        return ()
    first = next((d for door in block.view.doors for d in door.disjuncts), FALSE)
    whole = any_of((first, *block.view.group_denials.values()))
    return tuple(dict.fromkeys(exists_on(whole, block.source.relation.key)))


def suffices(view: EntityView, need: Need) -> bool:
    """The first door gives every member that the plan shows of the row: no further door need be asked where it is open."""
    given = view.doors[0].fields
    return all((g := given.get(name)) is not None and g.action is Action.READ for name in need.members)


def opposed(view: EntityView, need: Need) -> bool:
    """The row's second and last door must be open where the first is shut, and need not be asked (`Source.opposed`)."""
    return len(view.doors) == 2 and suffices(view, need)


class RowsBuilder:
    """Builds the rows of every block of one plan."""

    def __init__(
        self, plan: Plan, needs: Needs, slots: dict[Row, Slotted], conditions: Conditions, names: Names, dialect: str
    ) -> None:
        self.plan, self.needs, self.slots = plan, needs, slots
        self.conditions, self.names, self.dialect = conditions, names, dialect
        self.orderings = {name: Ordering(block, conditions, names) for name, block in plan.blocks.items()}
        self.timelines = Timelines(plan, conditions, names, dialect)
        self.branches: dict[str, Branches] = {}
        self.guards: dict[str, list[Any]] = {}
        """Of a nested block: what must hold of the parent's row before anything is read."""
        self.hoists: dict[Row, tuple[Exists, ...]] = {}
        for block in plan.blocks.values():
            if isinstance(block.source, Through):
                row = block.source.parent
                wanted = (normal(e) for e in hoistable(block))
                self.hoists[row] = tuple(dict.fromkeys((*self.hoists.get(row, ()), *wanted)))

    # -- conditions computed once per parent ------------------------------------------------------------------------

    def _computed(self, row: Row) -> list[tuple[int, Exists]]:
        """The hoisted conditions of a row that no door flag of its own says already."""
        doors = self.plan.blocks[row.block].view_of(row.path).doors
        return [(n, e) for n, e in enumerate(self.hoists.get(row, ())) if len(doors) == 1 or e != doors[0].predicate]

    def hoisted(self, block: Block, parent: Source) -> dict[Exists, Any]:
        """Of a nested block: its conditions that stand computed in the parent's row."""
        assert isinstance(block.source, Through)  # noqa: S101 - only nested blocks have a parent
        row = block.source.parent
        view = parent.block.view_of(row.path)
        out: dict[Exists, Any] = {}
        for exists in hoistable(block):
            wanted = normal(exists)
            if len(view.doors) > 1 and wanted == view.doors[0].predicate:
                out[exists] = parent.flag(row, 0)
            else:
                out[exists] = parent.table.c[f"{parent.prefix(row.path)}e{self.hoists[row].index(wanted)}"]
        return out

    def _hoist_columns(self, row: Row, scope: Scope, prefix: str) -> list[Any]:
        out = []
        for n, exists in self._computed(row):
            if exists.entity == scope.entity and exists.inner_column == "id":
                # The parent's row is the one looked for. Like EXISTS it says yes or no, never nothing.
                made: Any = Holds(self.conditions.where(exists.where, scope))
            elif is_own_set(exists):
                made = self.conditions.in_own_set(exists, scope.row.c.id)
            else:
                made = self.conditions.exists(exists, scope)
            out.append(made.label(f"{prefix}e{n}"))
        return out

    # -- columns ----------------------------------------------------------------------------------------------------

    def _values(self, at: Row, view: EntityView, row: FromClause, scope: Scope, prefix: str) -> list[Any]:
        """Columns of a row: key, public id, flags, denials, conditions for nested blocks, cells."""
        need: Need = self.needs.of(at)
        out: list[Any] = [row.c.id.label(prefix + "k")]
        if need.public_id:
            out.append(row.c.public_id.label(prefix + "pid"))
        out.extend(self._flags(view, need, scope, prefix))
        for group in need.groups:
            out.append(self.conditions.where(view.group_denials[group], scope).label(f"{prefix}h_{group}"))
        out.extend(self._hoist_columns(at, scope, prefix))
        wanted = dict.fromkeys((*need.columns, *sorted(self._keys(at, view))))
        unstored = {f.column: f for f in CATALOG[view.entity].fields if f.asks}
        for name in wanted:
            if name in unstored:
                out.append(Holds(self.conditions.where(asked(unstored[name]), scope)).label(f"{prefix}c_{name}"))
            elif name != "id":
                out.append(row.c[name].label(f"{prefix}c_{name}"))
        return out

    def _flags(self, view: EntityView, need: Need, scope: Scope, prefix: str) -> list[Any]:
        """A flag for each door, where there are several: asked in order until one gives all that is shown."""
        if len(view.doors) == 1:
            return []
        first, *further = view.doors
        out: list[Any] = [self.conditions.where(first.predicate, scope).label(f"{prefix}f0")]
        if opposed(view, need):
            return out
        spared = suffices(view, need)
        # A record that is not there has no doors to be looked for.
        none = [(scope.row.c.id.is_(None), false())] if prefix else []
        for n, door in enumerate(further, 1):
            asked = self.conditions.where(door.predicate, scope)
            made: Any = case(*none, (self.conditions.where(first.predicate, scope), false()), else_=asked) if spared else asked
            out.append(made.label(f"{prefix}f{n}"))
        return out

    def _keys(self, at: Row, view: EntityView) -> set[str]:
        """Columns that the row's log entry needs beside the cells."""
        place, entity = self.slots.get(at), CATALOG[view.entity]
        if entity.subject is Subject.NONE or place is None or place.merged_into is not None:
            return set()
        own = {entity.logged_as[1]} - {"id"}
        if entity.subject is not Subject.CHILD:
            return own
        return {"child_id", *own} if entity.storage["child_id"][1] else {"child_id"}

    # -- rows -------------------------------------------------------------------------------------------------------

    def rows(self, block: Block, parent: Source | None) -> Source:
        """The block's rows in order, at most as many as its bucket (and one to look ahead)."""
        own = self.names.alias(block.view.entity)
        scope = self._scope(block, own, parent)
        values = self._values(Row(block.name), block.view, own, scope, "")
        joined, source = self._joined(block, own, scope)
        query = select(*values, *joined)
        ordering = self.orderings[block.name]
        if isinstance(block.source, Everything):
            found = self.branches[block.name] = Branches(block.view, self.conditions, self.names, block.filter)
            if found.only is not None:
                whole = and_(self.conditions.where(found.only, scope), *ordering.beyond(scope))
                query = query.select_from(source).where(whole).order_by(*ordering.by_scope(scope))
            else:
                keys = found.keys(ordering).subquery(f"{block.name}_k")
                query = query.select_from(source.join(keys, keys.c.k == own.c.id)).order_by(*ordering.by_labels(keys))
            query = self._paged(block, query)
        elif isinstance(block.source, Through):
            assert parent is not None  # noqa: S101 - nested
            here = own.c[block.source.relation.key] == parent.key(block.source.parent)
            where = (*self.guards[block.name], here, self._seen(block, scope))
            columns, order = ordering.beside(scope) if self.dialect == "sqlite" else ([], ordering.by_scope(scope))
            query = query.add_columns(*columns).select_from(source).where(*where).order_by(*order)
            query = self._paged(block, query).correlate(parent.table)
        elif isinstance(block.source, OfChild):
            where = (*self.timelines.within(block.source, scope), self._seen(block, scope))
            query = self._paged(block, query.select_from(source).where(*where).order_by(*ordering.by_scope(scope)))
        else:
            query = query.select_from(source).where(self._found(block, own), self._seen(block, scope))
        return Source(block, query.cte(f"{block.name}_q"), self._opposed(block))

    def _opposed(self, block: Block) -> frozenset[Row]:
        rows = [Row(block.name), *(Row(block.name, join.path) for join in block.joins)]
        return frozenset(row for row in rows if opposed(block.view_of(row.path), self.needs.of(row)))

    def _scope(self, block: Block, own: FromClause, parent: Source | None) -> Scope:
        """The own row of a block; below a parent its reference is the parent's key, known before any row is read."""
        if parent is None or not isinstance(block.source, Through):
            return Scope(block.view.entity, own)
        key = parent.key(block.source.parent)
        return Scope(block.view.entity, own, self.hoisted(block, parent), {block.source.relation.key: key})

    def _seen(self, block: Block, scope: Scope) -> Any:
        """Of a row: visible, meeting the filter, past the cursor."""
        visible = self.conditions.where(all_of((block.view.predicate, block.filter)), scope)
        return and_(visible, *self.orderings[block.name].beyond(scope))

    def size(self, block: Block) -> Any:
        """How many rows of a block are read: the page, and one to look ahead."""
        assert block.page is not None  # noqa: S101 - asked of lists
        return self.conditions.binds.bind(block.page.size, Kind.INT, plus=1 if block.look_ahead else 0)

    def exact(self, block: Block) -> bool:
        """The rows are limited to the page already: the statement says its size, or SQLite takes it as a bind.

        PostgreSQL would plan a bound limit for any size, so it is given a literal that is large enough first.
        """
        page = block.page
        stated = page is None or (isinstance(page.size, Constant) and page.size.value == page.bucket)
        return stated or self.dialect == "sqlite"

    def _paged(self, block: Block, query: Any) -> Any:
        if self.dialect == "sqlite":
            return query.limit(self.size(block)).offset(number(0))
        return limited(query, self.orderings[block.name].limit)

    def _found(self, block: Block, own: FromClause) -> Any:
        binds = self.conditions.binds
        match block.source:
            case ByIds(ids):
                return InList(own.c.public_id, binds.bind(ids, Kind.ID, listed=True))
            case ById(given):
                return own.c.public_id == binds.bind(given, Kind.ID)
            case ByKey(key):
                return own.c.id == binds.bind(key, Kind.INT)
            case _:
                raise TypeError(f"{block.source!r} finds no single rows")

    def counted(self, block: Block, parent: Source | None, cap: int) -> Any:
        """How many rows are visible and meet the filter, stopping one past `cap`: a scalar."""
        if parent is None:
            return self.branches[block.name].count(block.name, cap)
        assert isinstance(block.source, Through)  # noqa: S101 - nested
        row = self.names.alias(block.view.entity)
        scope = self._scope(block, row, parent)
        seen = self.conditions.where(all_of((block.view.predicate, block.filter)), scope)
        here = row.c[block.source.relation.key] == parent.key(block.source.parent)
        where = (*self.guards[block.name], here, seen)
        rows = limited(select(row.c.id).select_from(row).where(*where), cap + 1).correlate(parent.table)
        counted: Any = select(func.count()).select_from(rows.subquery()).correlate(parent.table)
        return counted.scalar_subquery()

    # -- records joined to the own row ------------------------------------------------------------------------------

    def _joined(self, block: Block, own: FromClause, scope: Scope) -> tuple[list[Any], Any]:
        values: list[Any] = []
        source: Any = own
        scopes: dict[tuple[str, ...], Scope] = {(): scope}
        for join in block.joins:
            row = self.names.alias(join.view.entity)
            parent = scopes[join.path[:-1]]
            at = scopes[join.path] = Scope(join.view.entity, row, witness=Witness(join.relation.key, parent))
            values += self._values(Row(block.name, join.path), join.view, row, at, prefix_of(block, join.path))
            seen = self.conditions.where(join.view.predicate, at)
            on = and_(row.c.id == parent.column(join.relation.key), seen, self._allowed(block, join, parent))
            source = source.outerjoin(row, on)
        return values, source

    def _allowed(self, block: Block, join: Join, parent: Scope) -> Any:
        """The relation may be followed from the parent's row."""
        if isinstance(join.granted, Truth):
            return true() if join.granted.value else ~true()
        return self.conditions.where(join.granted, parent)
