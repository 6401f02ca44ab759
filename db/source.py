"""Where the values of a block's rows stand: one subquery, its columns named by the row and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, and_, true

from authz.view import Action, EntityView
from db.elements import Holds
from planner.plan import Block, Row
from schema.entities import CATALOG
from schema.predicate import And, Exists, Not, Or, Predicate

Flag = Callable[[int], Any]
Denial = Callable[[str], Any]


def opened(view: EntityView, name: str, actions: tuple[Action, ...], flag: Flag, denial: Denial) -> Any:
    """The condition, over flags already computed, that an open door gives the member with one of `actions`.

    True where every door does and nothing hides the member; None where no door does.
    """
    group = CATALOG[view.entity].members[name].group
    giving = [n for n, d in enumerate(view.doors) if (g := d.fields.get(name)) is not None and g.action in actions]
    if not giving:
        return None
    made: Any = true()
    if len(giving) < len(view.doors):
        made = flag(giving[0])
        for n in giving[1:]:
            made = made | flag(n)
    return and_(made, ~denial(group)) if group in view.group_denials else made


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


def normal(exists: Exists) -> Exists:
    """The EXISTS as the parent's row would say it, by its own key."""
    return Exists(exists.entity, exists.inner_column, "id", exists.where)


@dataclass(frozen=True)
class Source:
    """A subquery with the rows of `block`."""

    block: Block
    table: FromClause
    opposed: frozenset[Row] = frozenset()
    """Rows of two doors of which the second matters where the first is shut: there it must be open, or the row
    were not visible."""

    def prefix(self, path: tuple[str, ...]) -> str:
        return prefix_of(self.block, path)

    def key(self, row: Row) -> Any:
        return self.table.c[self.prefix(row.path) + "k"]

    def public_id(self, row: Row) -> Any:
        return self.table.c[self.prefix(row.path) + "pid"]

    def column(self, row: Row, name: str) -> Any:
        return self.key(row) if name == "id" else self.table.c[self.prefix(row.path) + "c_" + name]

    def flag(self, row: Row, number: int) -> Any:
        """A door's flag; true where the view has one door, by which the row is visible."""
        if len(self.block.view_of(row.path).doors) == 1:
            return true()
        if number == 1 and row in self.opposed:
            shut = ~Holds(self.flag(row, 0))
            return and_(self.key(row).is_not(None), shut) if row.path else shut
        return self.table.c[f"{self.prefix(row.path)}f{number}"]

    def opened(self, row: Row, name: str, *actions: Action) -> Any:
        """`opened` of a row of this block."""
        prefix = self.prefix(row.path)
        return opened(
            self.block.view_of(row.path), name, actions, lambda n: self.flag(row, n), lambda g: self.table.c[f"{prefix}h_{g}"]
        )


def prefix_of(block: Block, path: tuple[str, ...]) -> str:
    """What the columns of a joined row begin with; nothing for the own row."""
    return "" if not path else f"j{next(n for n, j in enumerate(block.joins) if j.path == path)}_"
