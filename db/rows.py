"""The rows of a block as one CTE: key, door flags and cells of its own row and of each record joined to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import CTE, FromClause, and_, func, lateral, select, true

from authz.view import Action, EntityView
from db.branches import Branches
from db.elements import FirstKeys, InList, limited, number
from db.needs import Need, Needs
from db.ordering import Ordering
from db.predicates import Conditions, Names, Scope
from db.slots import Slotted
from planner.plan import Block, ById, ByIds, ByKey, Everything, Join, Row, Through
from schema.catalog import Kind, Subject
from schema.entities import CATALOG
from schema.predicate import And, Constant, Exists, Not, Or, Predicate, Truth, all_of, any_of

Flag = Callable[[int], Any]
Denial = Callable[[str], Any]


def opened(view: EntityView, name: str, actions: tuple[Action, ...], flag: Flag, denial: Denial | None) -> Any:
    """The condition, over flags already computed, that an open door gives the member with one of `actions`.

    True where every door does and nothing hides the member; None where no door does.
    """
    group = CATALOG[view.entity].members[name].group
    giving = [n for n, d in enumerate(view.doors) if (g := d.fields.get(name)) is not None and g.action in actions]
    if not giving:
        return None
    made = true() if len(giving) == len(view.doors) else any_flag([flag(n) for n in giving])
    return and_(made, ~denial(group)) if denial is not None and group in view.group_denials else made


def any_flag(flags: list[Any]) -> Any:
    """Some flag is set."""
    made = flags[0]
    for f in flags[1:]:
        made = made | f
    return made


def exists_on(predicate: Predicate, column: str) -> Iterator[Exists]:
    """Every EXISTS of the predicate that depends on the row at hand through `column` alone."""
    match predicate:
        case Exists(_, _, outer) if outer == column:
            yield predicate
        case And(parts) | Or(parts):
            for part in parts:
                yield from exists_on(part, column)
        case Not(part):
            yield from exists_on(part, column)
        case _:
            pass


class BlockRows:
    """The CTE of a block's rows, and where in it each value stands."""

    def __init__(
        self, block: Block, needs: Needs, slots: dict[Row, Slotted], conditions: Conditions, names: Names, dialect: str,
        parents: dict[str, BlockRows],
    ) -> None:  # fmt: skip
        self.block, self.needs, self.slots = block, needs, slots
        self.conditions, self.names, self.dialect, self.parents = conditions, names, dialect, parents
        self.ordering = Ordering(block, conditions, names)
        self.driver: Any = None
        own = self._own().subquery(f"{block.name}_q")
        self.cte: CTE = self._joined(own)

    # -- where things stand -----------------------------------------------------------------------------------------

    def prefix(self, path: tuple[str, ...]) -> str:
        return "" if not path else f"j{next(n for n, j in enumerate(self.block.joins) if j.path == path)}_"

    def key(self, row: Row) -> Any:
        return self.cte.c[self.prefix(row.path) + "k"]

    def public_id(self, row: Row) -> Any:
        return self.cte.c[self.prefix(row.path) + "pid"]

    def column(self, row: Row, name: str) -> Any:
        return self.cte.c[self.prefix(row.path) + "c_" + name]

    def flag(self, row: Row, number: int) -> Any:
        if len(self.block.view_of(row.path).doors) == 1:
            return true()
        return self.cte.c[f"{self.prefix(row.path)}f{number}"]

    def opened(self, row: Row, name: str, *actions: Action) -> Any:
        """`opened` of a row of this block."""
        view = self.block.view_of(row.path)
        prefix = self.prefix(row.path)
        return opened(view, name, actions, lambda n: self.flag(row, n), lambda g: self.cte.c[f"{prefix}h_{g}"])

    @property
    def overfull(self) -> bool:
        """The CTE may hold rows past the page."""
        page, source = self.block.page, self.block.source
        if page is None:
            return False
        exact = isinstance(page.size, Constant) and page.size.value == page.bucket
        return self.block.look_ahead or not exact or (isinstance(source, Through) and source.relation.small)

    def shown(self) -> list[Any]:
        """The condition that a row is on the page; none where all are."""
        if not self.overfull or self.block.page is None:
            return []
        return [self.cte.c.rn <= self.conditions.binds.bind(self.block.page.size, Kind.INT)]

    # -- the own row ------------------------------------------------------------------------------------------------

    def _values(self, view: EntityView, need: Need, row: FromClause, scope: Scope, keys: set[str], prefix: str) -> list[Any]:
        """Columns of a row: key, public id, flags, denials, cells."""
        out: list[Any] = [row.c.id.label(prefix + "k")]
        if need.public_id:
            out.append(row.c.public_id.label(prefix + "pid"))
        if len(view.doors) > 1:
            for n, door in enumerate(view.doors):
                out.append(self.conditions.where(door.predicate, scope).label(f"{prefix}f{n}"))
        for group in need.groups:
            out.append(self.conditions.where(view.group_denials[group], scope).label(f"{prefix}h_{group}"))
        wanted = dict.fromkeys((*need.columns, *sorted(keys)))
        out.extend(row.c[name].label(f"{prefix}c_{name}") for name in wanted if name != "id")
        return out

    def _keys(self, path: tuple[str, ...], view: EntityView) -> set[str]:
        """Columns that joins from the row, and its log row, need beside the cells."""
        keys = {j.relation.key for j in self.block.joins if j.path[:-1] == path} if not path else set()
        place = self.slots.get(Row(self.block.name, path))
        if CATALOG[view.entity].subject is Subject.CHILD and place is not None and place.merged_into is None:
            keys.add("child_id")
        return keys

    def _own(self) -> Any:
        block, view = self.block, self.block.view
        need = self.needs.of(Row(block.name))
        if isinstance(block.source, Through):
            return self._through(block.source, need)
        row = self.names.alias(view.entity)
        scope = Scope(view.entity, row)
        values = self._values(view, need, row, scope, self._keys((), view), "")
        if isinstance(block.source, Everything):
            found = Branches(view, self.conditions, self.names, block.filter)
            self.branches = found
            keys = found.keys(self.ordering).subquery(f"{block.name}_k")
            rank = func.row_number().over(order_by=self.ordering.by_labels(keys)).label("rn")
            ranked = select(keys.c.k, rank).subquery(f"{block.name}_r")
            return select(ranked.c.rn, *values).select_from(ranked.join(row, row.c.id == ranked.c.k))
        seen = self.conditions.where(view.predicate, scope)
        binds = self.conditions.binds
        if isinstance(block.source, ByIds):
            found_by: Any = InList(row.c.public_id, binds.bind(block.source.ids, Kind.ID, listed=True))
        elif isinstance(block.source, ById):
            found_by = row.c.public_id == binds.bind(block.source.id, Kind.ID)
        else:
            assert isinstance(block.source, ByKey)  # noqa: S101 - the last kind of source
            found_by = row.c.id == binds.bind(block.source.key, Kind.INT)
        return select(*values).select_from(row).where(found_by, seen)

    # -- rows below a parent ----------------------------------------------------------------------------------------

    def _drive(self, source: Through) -> tuple[Any, dict[Exists, Any]]:
        """The parents' keys, each once, with the conditions that depend on nothing else."""
        parent = self.parents[source.parent.block]
        key = parent.key(source.parent).label("k")
        query = select(key).select_from(parent.cte).where(*parent.shown())
        allowed = parent.opened(source.parent, source.relation.name, Action.READ)
        if allowed is not None and allowed is not true():
            query = query.where(allowed)  # elsewhere the connection is null and nothing below it is read
        if source.parent.path:
            query = query.where(parent.key(source.parent).is_not(None)).distinct()
        fk = source.relation.key
        view = self.block.view
        found = self._hoistable(source)
        keys = query.subquery(f"{self.block.name}_d") if source.parent.path else None
        base = keys.c.k if keys is not None else parent.key(source.parent)
        scope = Scope(view.entity, parent.cte, given={fk: base})
        if keys is not None:
            query = select(keys.c.k)
        query = query.add_columns(*(self.conditions.exists(e, scope).label(f"e{n}") for n, e in enumerate(found)))
        cte = query.cte(f"{self.block.name}_d" + ("x" if keys is not None else "")).prefix_with("MATERIALIZED")
        return cte, {e: cte.c[f"e{n}"] for n, e in enumerate(found)}

    def _through(self, source: Through, need: Need) -> Any:
        view, relation = self.block.view, source.relation
        drive, hoisted = self._drive(source)
        self.driver = drive
        row = self.names.alias(view.entity)
        scope = Scope(view.entity, row, hoisted)
        seen = self._seen(scope)
        values = self._values(view, need, row, scope, self._keys((), view), "")
        order = self.ordering.by_scope(scope)
        here = row.c[relation.key] == drive.c.k
        if not relation.small and self.dialect == "postgresql":
            rank = func.row_number().over(order_by=order).label("rn")
            inner = lateral(
                limited(
                    select(rank, *values).select_from(row).where(here, seen).order_by(*order), self.ordering.limit
                ).correlate(drive),
                f"{self.block.name}_l",
            )
            return select(drive.c.k.label("pk"), *inner.c).select_from(drive.join(inner, true()))
        rank = func.row_number().over(partition_by=drive.c.k, order_by=order).label("rn")
        query = select(drive.c.k.label("pk"), rank, *values)
        if relation.small:
            return query.select_from(drive.join(row, here)).where(seen)
        first = self.names.alias(view.entity)
        at = Scope(view.entity, first, hoisted)
        keys = (
            select(first.c.id)
            .where(first.c[relation.key] == drive.c.k)
            .where(self._seen(at))
            .order_by(*self.ordering.by_scope(at))
        )
        keys = limited(keys, self.ordering.limit).correlate(drive)
        return query.select_from(drive.join(row, FirstKeys(row.c.id, keys)))

    def _seen(self, scope: Scope) -> Any:
        """Of a row below a parent: visible, meeting the filter, past the cursor."""
        visible = self.conditions.where(all_of((self.block.view.predicate, self.block.filter)), scope)
        return and_(visible, *self.ordering.beyond(scope))

    def counted(self, cap: int) -> Any:
        """Of a nested block: its parents' keys `k` with the number `n` of visible rows, one past `cap` at most."""
        source = self.block.source
        assert isinstance(source, Through)  # noqa: S101 - root blocks count by branches
        row = self.names.alias(self.block.view.entity)
        view = self.block.view
        hoisted = {e: self.driver.c[f"e{n}"] for n, e in enumerate(self._hoistable(source))}
        seen = self.conditions.where(all_of((view.predicate, self.block.filter)), Scope(view.entity, row, hoisted))
        here = row.c[source.relation.key] == self.driver.c.k
        rows = limited(select(number(1).label("n")).select_from(row).where(here, seen), cap + 1)
        if self.dialect == "postgresql":
            inner = lateral(rows.correlate(self.driver), f"{self.block.name}_m")
            grouped = select(self.driver.c.k, func.count(inner.c.n).label("n")).select_from(
                self.driver.outerjoin(inner, true())
            )
            return grouped.group_by(self.driver.c.k).cte(f"{self.block.name}_n")
        plain = (
            select(func.min(func.count(), number(cap + 1)))
            .select_from(row)
            .where(here, seen)
            .correlate(self.driver)
            .scalar_subquery()
        )
        return select(self.driver.c.k, plain.label("n")).select_from(self.driver).cte(f"{self.block.name}_n")

    def _hoistable(self, source: Through) -> list[Exists]:
        view = self.block.view
        whole = any_of((view.predicate, *view.group_denials.values()))
        return list(dict.fromkeys(exists_on(whole, source.relation.key)))

    # -- records joined to the own row ------------------------------------------------------------------------------

    def _joined(self, own: Any) -> CTE:
        block = self.block
        values: list[Any] = list(own.c)
        source: Any = own
        rows: dict[tuple[str, ...], FromClause] = {}
        for join in block.joins:
            row = self.names.alias(join.view.entity)
            rows[join.path] = row
            scope = Scope(join.view.entity, row)
            need = self.needs.of(Row(block.name, join.path))
            keys = self._keys(join.path, join.view)
            values.extend(self._values(join.view, need, row, scope, keys, self.prefix(join.path)))
            seen = self.conditions.where(join.view.predicate, scope)
            source = source.outerjoin(row, and_(row.c.id == self._reference(join, own, rows), seen, self._allowed(join, own, rows)))
        return select(*values).select_from(source).cte(block.name).prefix_with("MATERIALIZED")

    @staticmethod
    def _reference(join: Join, own: Any, rows: dict[tuple[str, ...], FromClause]) -> Any:
        if len(join.path) > 1:
            return rows[join.path[:-1]].c[join.relation.key]
        return own.c.k if join.relation.key == "id" else own.c["c_" + join.relation.key]

    def _allowed(self, join: Join, own: Any, rows: dict[tuple[str, ...], FromClause]) -> Any:
        if isinstance(join.granted, Truth):
            return true() if join.granted.value else ~true()
        if len(join.path) > 1:
            parent = self.block.view_of(join.path[:-1])
            return self.conditions.where(join.granted, Scope(parent.entity, rows[join.path[:-1]]))
        view = self.block.view
        name = join.path[-1]
        flag: Flag = (lambda _: true()) if len(view.doors) == 1 else (lambda n: own.c[f"f{n}"])
        return opened(view, name, (Action.READ,), flag, lambda g: own.c[f"h_{g}"])
