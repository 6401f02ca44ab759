"""The visible projection of a caller on a world, as data that can be compared."""

from __future__ import annotations

from typing import Any

from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from tests.oracle.policy import Eyes
from tests.oracle.world import Row

Cells = dict[str, tuple[str, Any]]
Projection = dict[str, dict[str, Cells]]
"""Entity -> public id (in order of key) -> member -> (read or mask, what is shown)."""


def _shown(eyes: Eyes, row: Row, name: str) -> Any:
    member = row.entity.members[name]
    if isinstance(member, Field):
        # The column that orders by the field is seen through order, wherever the field is read.
        order = eyes.usable(row, member, member.order) if member.order else None
        return (eyes.cell(row, member), order)
    if member.cardinality is Cardinality.ONE:
        target = eyes.target(row, member)
        return target.public_id if target else None
    return [t.public_id for t in eyes.targets(row, member) or ()]


def projection(eyes: Eyes) -> Projection:
    """All that the caller can learn of the world's rows."""
    return {
        entity.name: {
            row.public_id: {
                name: (action, _shown(eyes, row, name))
                for name in entity.members
                if (action := eyes.action(row, name)) is not None
            }
            for row in eyes.rows(entity)
        }
        for entity in CATALOG
    }


def added(before: Projection, after: Projection) -> list[str]:
    """What `after` shows that `before` does not; empty where nothing was added."""
    out = []
    for entity, rows in after.items():
        for public_id, cells in rows.items():
            known = before[entity].get(public_id)
            if known is None:
                out.append(f"{entity} {public_id}")
                continue
            out += [
                f"{entity} {public_id} {name}: {known.get(name)} became {cell}"
                for name, cell in cells.items()
                if not _no_more(known.get(name), cell)
            ]
    return out


def _no_more(known: tuple[str, Any] | None, cell: tuple[str, Any]) -> bool:
    if known is None or (known[0] == "mask" and cell[0] == "read"):
        return False
    if isinstance(cell[1], list):
        return set(cell[1]) <= set(known[1])
    return cell[1] is None or known[0] != cell[0] or known[1] == cell[1]
