"""Where the doors of each record stand in the disclosure log's flags, and the descriptor that says so.

A log row is one person concerned: (kind, key, slot, flags). A slot belongs to one kind of record of the
plan; bit n of its flags says that door n was open. Records of a child that hang from the child's own row
share its slot, shifted, so that a page of children with their records is one log row a child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from authz.view import EntityView
from planner.plan import Plan, Row, Through
from schema.catalog import Subject
from schema.entities import CATALOG

MAX_BITS = 60


@dataclass(frozen=True, slots=True)
class Slotted:
    """Where a record's door flags stand. `merged_into`: the parent's row whose log row carries them."""

    slot: int
    shift: int
    merged_into: Row | None = None


def _subject(view: EntityView) -> Subject:
    return CATALOG[view.entity].subject


def assign(plan: Plan) -> Mapping[Row, Slotted]:
    """A place for every record of the plan that concerns a person."""
    out: dict[Row, Slotted] = {}
    used: dict[Row, int] = {}
    for block in plan.blocks.values():
        own = Row(block.name)
        parent = block.source.parent if isinstance(block.source, Through) else None
        shares = (
            parent is not None
            and isinstance(block.source, Through)
            and block.source.relation.key == "child_id"
            and not parent.path
            and parent in out
            and out[parent].merged_into is None
            and used[parent] + len(block.view.doors) <= MAX_BITS
        )
        if _subject(block.view) is not Subject.NONE:
            if shares and parent is not None:
                out[own] = Slotted(out[parent].slot, used[parent], parent)
                used[parent] += len(block.view.doors)
            else:
                out[own] = Slotted(len(used), 0)
                used[own] = len(block.view.doors)
        for join in block.joins:
            if _subject(join.view) is not Subject.NONE:
                row = Row(block.name, join.path)
                out[row] = Slotted(len(used), 0)
                used[row] = len(join.view.doors)
    return out


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
        entries.append({"slot": place.slot, "entity": view.entity, "path": [row.block, *row.path], "doors": doors})
    body = {"policyVersion": policy, "fieldsUsed": list(plan.fields_used), "records": entries}
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def descriptor_hash(body: bytes) -> str:
    """The key of a descriptor: hexadecimal SHA-256 of its canonical JSON."""
    return sha256(body).hexdigest()
