"""Look-ups of single rows under a view, for writes: the row by its id where the caller sees it, row rules on a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import select

from authz.view import EntityView
from db.binds import Binds, Values
from db.elements import number
from db.predicates import Conditions, Names, Scope
from db.statement import DIALECTS
from planner.granted import granted
from schema.catalog import Kind
from schema.entities import CATALOG
from schema.predicate import Attribute, Predicate, all_of

SOUGHT = "sought"
"""The attribute that holds the id or key looked for."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A compiled look-up: text, and values from attributes by name."""

    sql: str
    values: Values
    columns: Sequence[str]

    def bound(self, attributes: Mapping[str, Any], sought: Any) -> list[Any]:
        return self.values({**attributes, SOUGHT: sought}, ())


class Lock(Enum):
    """How a row that was found is kept until the commit: as it is, for the finder alone to change, or not at all."""

    SHARE = "share"
    UPDATE = "update"
    NONE = "none"


def visible_row(
    view: EntityView, column: str, dialect: str, reads: tuple[str, ...] = (), lock: Lock = Lock.SHARE
) -> Lookup:
    """All stored columns of the visible row whose `column` is sought.

    Only of a row in which the caller reads the members `reads`: what is found, or not, tells of their values.
    """
    columns = tuple(CATALOG[view.entity].storage)
    seen = all_of((view.predicate, *(granted(view, name) for name in reads)))
    return _lookup(view, seen, column, columns, dialect, lock)


def row_meets(view: EntityView, predicate: Predicate, dialect: str) -> Lookup:
    """Whether the row with the key sought meets a predicate: one row or none."""
    return _lookup(view, predicate, "id", (), dialect, Lock.NONE)


def _lookup(
    view: EntityView, predicate: Predicate, column: str, columns: tuple[str, ...], dialect: str, lock: Lock
) -> Lookup:
    binds, names = Binds(), Names()
    row = names.alias(view.entity)
    kind = CATALOG[view.entity].storage[column][0]
    conditions = Conditions(binds, names, dialect)
    query = (
        select(*(row.c[c] for c in columns)) if columns else select(number(1).label("n"))
    ).select_from(row)  # fmt: skip
    query = query.where(
        row.c[column] == binds.bind(Attribute(SOUGHT), kind if kind is not Kind.ID else Kind.TEXT),
        conditions.where(predicate, Scope(view.entity, row)),
    )
    if lock is not Lock.NONE and dialect == "postgresql":
        query = query.with_for_update(read=lock is Lock.SHARE, key_share=lock is Lock.UPDATE, of=row)
    compiled = query.compile(dialect=DIALECTS[dialect])
    return Lookup(str(compiled), binds.binder(compiled.positiontup or (), dialect), columns or ("n",))
