"""What a statement discloses: one row per person concerned, read from the same rows as the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, SmallInteger, Text, cast, func, insert, literal_column, select, true, union_all
from sqlalchemy.sql.dml import Insert

from audit.kinds import SUBJECT_KINDS
from db.binds import Binds
from db.elements import Bit, Joined, SqlText, TextAggregate, number
from db.render import Renderer
from db.rows import BlockRows
from db.slots import Slotted
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
from planner.plan import Plan, Row
from schema.catalog import Kind, Subject
from schema.entities import CATALOG

EVENT_ATTRIBUTES: Mapping[str, Kind] = {
    "event_id": Kind.INT,
    "now": Kind.DATETIME,
    "person_id": Kind.INT,
    "organisation_id": Kind.INT,
    "role": Kind.TEXT,
    "purpose": Kind.TEXT,
    "subject": Kind.TEXT,
    "operation_hash": Kind.TEXT,
    "policy_version": Kind.TEXT,
    "descriptor_hash": Kind.TEXT,
    "kind": Kind.TEXT,
    "operands": Kind.TEXT,
}
"""What the request brings to an event row, bound by name."""

_COLUMNS = {"event_id": "id", "now": "recorded_at"}


class Disclosure:
    """The log rows of one statement."""

    def __init__(self, plan: Plan, rows: dict[str, BlockRows], slots: dict[Row, Slotted], renderer: Renderer) -> None:
        self.plan, self.rows, self.slots, self.renderer = plan, rows, slots, renderer
        self.selects = [s for row, place in slots.items() if place.merged_into is None for s in self._selects(row, place)]

    def _flags(self, row: Row, place: Slotted) -> Any:
        rows = self.rows[row.block]
        made: Any = None
        for n in range(len(self.plan.blocks[row.block].view_of(row.path).doors)):
            flag = rows.flag(row, n)
            bit: Any = number(1 << (place.shift + n)) if flag is true() else Bit(flag, place.shift + n)
            made = bit if made is None else made + bit
        return made

    def _merged(self, row: Row) -> tuple[Any, list[Any]]:
        """Flags of the nested records whose log row is this one's, and the aggregates that hold them."""
        made: Any = None
        sources = []
        for child, place in self.slots.items():
            if place.merged_into == row:
                source = self.renderer.aggregated[child.block]
                sources.append(source)
                part = func.coalesce(source.c.flags, number(0))
                made = part if made is None else made + part
        return made, sources

    def _selects(self, row: Row, place: Slotted) -> list[Any]:
        rows = self.rows[row.block]
        view = self.plan.blocks[row.block].view_of(row.path)
        flags = self._flags(row, place)
        key = rows.key(row)
        shown = rows.shown()
        if CATALOG[view.entity].subject is Subject.CHILD:
            child = rows.column(row, "child_id")
            out = [self._select("Child", child, place, flags, rows.cte, [*shown, child.is_not(None)], distinct=True)]
            if CATALOG[view.entity].storage["child_id"][1]:
                where = [*shown, child.is_(None), key.is_not(None)]
                out.append(self._select(view.entity, key, place, flags, rows.cte, where, distinct=bool(row.path)))
            return out
        if row.path:
            return [self._select(view.entity, key, place, flags, rows.cte, [*shown, key.is_not(None)], distinct=True)]
        merged, sources = self._merged(row)
        source: Any = rows.cte
        for made in sources:
            source = source.outerjoin(made, made.c.pk == key)
        return [self._select(view.entity, key, place, flags if merged is None else flags + merged, source, shown)]

    @staticmethod
    def _select(entity: str, key: Any, place: Slotted, flags: Any, source: Any, where: list[Any], distinct: bool = False) -> Any:
        made = select(
            cast(number(SUBJECT_KINDS[entity]), SmallInteger).label("subject_kind"),
            key.label("subject_key"),
            cast(number(place.slot), SmallInteger).label("slot"),
            cast(flags, BigInteger).label("flags"),
        )
        made = made.select_from(source)
        for condition in where:
            made = made.where(condition)
        return made.distinct() if distinct else made

    def count(self) -> Any:
        """How many rows of all entities the answer shows."""
        made: Any = None
        for rows in self.rows.values():
            counting: Any = select(func.count()).select_from(rows.cte).where(*rows.shown())
            one = counting.scalar_subquery()
            made = one if made is None else made + one
        return made

    def _whole(self, name: str) -> Any:
        if len(self.selects) == 1:
            return self.selects[0].subquery(name)
        return union_all(*self.selects).subquery(name)

    def as_text(self) -> Any:
        """The log rows as JSON arrays with commas between; null where nobody is concerned."""
        if not self.selects:
            return cast(literal_column("NULL"), Text)
        rows = self._whole("s")
        comma: Any = SqlText(",")
        item = Joined(
            SqlText("["), rows.c.subject_kind, comma, rows.c.subject_key, comma, rows.c.slot, comma, rows.c.flags,
            SqlText("]"),
        )  # fmt: skip
        listed: Any = select(TextAggregate(item)).select_from(rows)
        return listed.scalar_subquery()

    def inserts(self, binds: Binds) -> list[Insert]:
        """The writing statements, to be carried as CTEs by the reading one."""
        values = [binds.attribute(n, k).label(n) for n, k in EVENT_ATTRIBUTES.items()]
        names = [_COLUMNS.get(n, n) for n in EVENT_ATTRIBUTES]
        counted = cast(self.count(), BigInteger).label("rows_disclosed")
        event = insert(DISCLOSURE_EVENT).from_select([*names, "rows_disclosed"], select(*values, counted))
        if not self.selects:
            return [event]
        rows = self._whole("s")
        at = [binds.attribute("event_id", Kind.INT).label("event_id"), binds.attribute("now", Kind.DATETIME).label("recorded_at")]
        subjects = insert(DISCLOSURE_SUBJECT).from_select(
            ["event_id", "recorded_at", "subject_kind", "subject_key", "slot", "flags"],
            select(*at, *rows.c).select_from(rows),
        )
        return [event, subjects]
