"""Log entries as text, made on the row that discloses: head, key, flags, each with a comma; head = kind * 65536 + slot.

SQLite, which takes them apart as JSON, has brackets around each; PostgreSQL, which reads an array of numbers, has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, case

from audit.kinds import SUBJECT_KINDS
from db.elements import Bit, Joined, SqlText, Written, number
from db.pack import Packed
from db.slots import Slotted
from db.source import Source
from planner.plan import Plan, Row, Through
from schema.catalog import Subject
from schema.entities import CATALOG

SLOT_BITS = 16
HEAD = 1 << SLOT_BITS
"""An entry's head is its subject's kind times this, plus its slot."""
ENTRY = 3
"""Numbers of an entry."""


class Entries:
    """The log entries of one plan's rows."""

    def __init__(self, plan: Plan, slots: Mapping[Row, Slotted]) -> None:
        self.plan, self.slots = plan, slots

    def _children(self, block: str) -> list[str]:
        return [
            b.name for b in self.plan.blocks.values() if isinstance(b.source, Through) and b.source.parent.block == block
        ]

    def logging_blocks(self) -> frozenset[str]:
        """Blocks whose rows, or rows of blocks below them, make entries of their own."""
        out: set[str] = set()
        for name in reversed(list(self.plan.blocks)):
            own = any(row.block == name and place.merged_into is None for row, place in self.slots.items())
            if own or any(child in out for child in self._children(name)):
                out.add(name)
        return frozenset(out)

    def of_row(self, source: Source, packs: Mapping[str, Packed]) -> Any:
        """The entries of a row of a block: its own, of the records joined to it, of the lists below it."""
        name = source.block.name
        parts = [
            self._entry(source, row, place, packs)
            for row, place in self.slots.items()
            if row.block == name and place.merged_into is None
        ]
        for child in self._children(name):
            if "log" in packs[child].layout.texts:
                parts.append(packs[child].text("log"))
        return parts[0] if len(parts) == 1 else Joined(*parts)

    def _entry(self, source: Source, row: Row, place: Slotted, packs: Mapping[str, Packed]) -> Any:
        view = source.block.view_of(row.path)
        key = source.key(row)
        flags = self._flags(source, row, place, packs)
        own_kind, own_column = CATALOG[view.entity].logged_as
        if CATALOG[view.entity].subject is not Subject.CHILD:
            made = self._text(own_kind, place, source.column(row, own_column), flags)
            return case((key.is_not(None), made), else_=SqlText("")) if row.path else made
        child = source.column(row, "child_id")
        of_child = self._text("Child", place, child, flags)
        own = self._text(own_kind, place, source.column(row, own_column), flags) if own_kind in SUBJECT_KINDS else SqlText("")
        if row.path:
            return case((child.is_not(None), of_child), (key.is_not(None), own), else_=SqlText(""))
        nullable = CATALOG[view.entity].storage["child_id"][1]
        return case((child.is_not(None), of_child), else_=own) if nullable else of_child

    @staticmethod
    def _text(entity: str, place: Slotted, key: Any, flags: Any) -> Any:
        head = SUBJECT_KINDS[entity] * HEAD + place.slot
        opened, closed = Written(Text(), f"'{head},'", f"'[{head},'"), Written(Text(), "','", "'],'")
        return Joined(opened, key, SqlText(","), flags, closed)

    def _flags(self, source: Source, row: Row, place: Slotted, packs: Mapping[str, Packed]) -> Any:
        """The row's door flags, with those of the lists merged into it."""
        fixed = 0
        made: Any = None
        doors = len(source.block.view_of(row.path).doors)
        if doors == 1:
            fixed = 1 << place.shift
        elif row in source.opposed:
            made = case((source.flag(row, 0), number(1 << place.shift)), else_=number(2 << place.shift))
        else:
            for n in range(doors):
                bit = Bit(source.flag(row, n), place.shift + n)
                made = bit if made is None else made + bit
        for child, at in self.slots.items():
            if at.merged_into != row:
                continue
            if child.block == row.block:
                bits = self._joined_bits(source, child, at)
                made = bits if made is None else made + bits
                continue
            pack = packs[child.block]
            below = len(self.plan.blocks[child.block].view.doors)
            for n in range(below):
                condition = pack.digit(f"f{n}") if below > 1 else pack.has_rows()
                bit = Bit(condition, at.shift + n)
                made = bit if made is None else made + bit
        if made is None:
            return number(fixed)
        return made + number(fixed) if fixed else made

    @staticmethod
    def _joined_bits(source: Source, row: Row, place: Slotted) -> Any:
        """The door flags of a record joined to the row whose entry they go into; none where there is no record."""
        made: Any = number(0)
        for n in range(len(source.block.view_of(row.path).doors)):
            bit = Bit(source.flag(row, n), place.shift + n)
            made = made + bit if n else bit
        return case((source.key(row).is_not(None), made), else_=number(0))
