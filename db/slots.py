"""Where the doors of each record stand in the disclosure log's flags, and the descriptor that says so.

A log row is one person concerned: (kind, key, slot, flags). All records of the plan about one kind of person
share a slot while it has room, each with bits of its own; a set bit says that its door was asked and open.
What hangs from a child's own row is put into that row's entry at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from authz.view import EntityView
from planner.plan import Block, Join, Plan, Row, Through
from schema.catalog import Subject
from schema.entities import CATALOG

MAX_BITS = 60


@dataclass(frozen=True, slots=True)
class Slotted:
    """Where a record's door flags stand. `merged_into`: the parent's row whose log row carries them."""

    slot: int
    shift: int
    merged_into: Row | None = None


class _Places:
    """Hands out bits: records of one kind of person share slots, so that a person is one log row whatever shows him."""

    def __init__(self) -> None:
        self.used: dict[tuple[str, int], int] = {}
        self.last: dict[str, int] = {}

    def free(self, kind: str, slot: int) -> int:
        return MAX_BITS - self.used.get((kind, slot), 0)

    def take(self, kind: str, slot: int, doors: int) -> tuple[int, int]:
        """(slot, shift) of `doors` bits in `slot`."""
        shift = self.used.get((kind, slot), 0)
        self.used[kind, slot] = shift + doors
        return slot, shift

    def next(self, kind: str, doors: int) -> tuple[int, int]:
        """(slot, shift) of `doors` bits in the first slot that has room."""
        slot = self.last.setdefault(kind, 0)
        if self.free(kind, slot) < doors:
            slot = self.last[kind] = slot + 1
        return self.take(kind, slot, doors)


def kind_of(view: EntityView) -> str | None:
    """The kind of person under whom rows of the entity are logged; None for entities that concern nobody."""
    entity = CATALOG[view.entity]
    return None if entity.subject is Subject.NONE else "Child" if entity.subject is Subject.CHILD else entity.logged_as[0]


def assign(plan: Plan) -> Mapping[Row, Slotted]:
    """A place for every record of the plan that concerns a person."""
    out: dict[Row, Slotted] = {}
    places = _Places()
    for block in plan.blocks.values():
        kind, doors = kind_of(block.view), len(block.view.doors)
        parent = _sharing(block, out)
        if kind is not None:
            if parent is not None and places.free(kind, out[parent].slot) >= doors:
                out[Row(block.name)] = Slotted(*places.take(kind, out[parent].slot, doors), parent)
            else:
                out[Row(block.name)] = Slotted(*places.next(kind, doors))
        for join in block.joins:
            joined, doors = kind_of(join.view), len(join.view.doors)
            if joined is not None:
                bearer = _bearing(block, join, out)
                if bearer is not None and places.free(joined, out[bearer].slot) >= doors:
                    placed = Slotted(*places.take(joined, out[bearer].slot, doors), bearer)
                else:
                    placed = Slotted(*places.next(joined, doors))
                out[Row(block.name, join.path)] = placed
    return out


def _sharing(block: Block, placed: Mapping[Row, Slotted]) -> Row | None:
    """The child's own row from which a list of the child's records hangs, where it makes its own log row."""
    if not isinstance(block.source, Through) or block.source.relation.key != "child_id":
        return None
    parent = block.source.parent
    at = placed.get(parent)
    return parent if not parent.path and at is not None and at.merged_into is None else None


def _bearing(block: Block, join: Join, placed: Mapping[Row, Slotted]) -> Row | None:
    """The block's own row, where the joined record is the child under whom that row is logged already."""
    own = Row(block.name)
    at = placed.get(own)
    same = join.view.entity == "Child" and join.relation.key == "child_id" and len(join.path) == 1
    return own if same and at is not None and at.merged_into is None else None


def descriptor(plan: Plan, slots: Mapping[Row, Slotted], members: Mapping[Row, frozenset[str]], policy: str) -> bytes:
    """What the flags of a plan mean: canonical JSON, one entry a record with its doors and the bases of its members."""
    entries: list[dict[str, Any]] = []
    for row, place in slots.items():
        view = plan.blocks[row.block].view_of(row.path)
        doors = [
            {
                "bit": place.shift + n,
                "door": door.door,
                "members": {m: [g.action, g.basis] for m, g in sorted(door.fields.items()) if m in members.get(row, ())},
            }
            for n, door in enumerate(view.doors)
        ]
        entries.append(
            {
                "kind": kind_of(view), "slot": place.slot, "entity": view.entity,
                "path": [row.block, *row.path], "doors": doors,
            }
        )  # fmt: skip
    body = {"policyVersion": policy, "fieldsUsed": list(plan.fields_used), "records": entries}
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def descriptor_hash(body: bytes) -> str:
    """The key of a descriptor: hexadecimal SHA-256 of its canonical JSON."""
    return sha256(body).hexdigest()
