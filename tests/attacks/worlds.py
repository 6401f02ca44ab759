"""Secrets: changes of the hand-made world that a caller must not be able to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.mutations.world import Ground
from tests.oracle.world import World

Change = Callable[[Ground, World], World]


@dataclass(frozen=True)
class Attack:
    """`organisation` asks `documents` of the world and of the changed world: the answers must be equal.

    `witness`: an organisation and a document whose answers must differ, so that the change is one; None where
    nobody reads it. In documents `$name$` stands for the public id of a row.
    """

    organisation: str
    change: Change
    documents: tuple[str, ...]
    witness: tuple[str, str] | None
    before: Change = lambda _ground, world: world
    """What the world is changed by before anybody asks."""


def row(entity: str, like: str, **changes: Any) -> Change:
    """A further row, like the named one but for `changes`; a value that is a callable is given the ground."""

    def change(ground: Ground, world: World) -> World:
        at = max(r["id"] for rows in world.tables.values() for r in rows if r["id"] < 10**8) + 1
        base = {**ground.rows[like], "id": at, "public_id": f"{ground.rows[like]['public_id'][:4]}{at:032x}"}
        return world.changed(entity, (*world.tables[entity], base | _given(ground, changes)))

    return change


def cells(entity: str, name: str, **changes: Any) -> Change:
    """The named row with other values."""

    def change(ground: Ground, world: World) -> World:
        key = ground.rows[name]["id"]
        given = _given(ground, changes)
        rows = ({**r, **given} if r["id"] == key else r for r in world.tables[entity])
        return world.changed(entity, tuple(rows))

    return change


def _given(ground: Ground, changes: dict[str, Any]) -> dict[str, Any]:
    return {c: v(ground) if callable(v) else v for c, v in changes.items()}


def key(name: str) -> Callable[[Ground], int]:
    """The integer key of a named row."""
    return lambda ground: int(ground.rows[name]["id"])


def filled(ground: Ground, document: str) -> str:
    """The document with `$name$` replaced by public ids."""
    parts = document.split("$")
    return "".join(ground.id(part) if n % 2 else part for n, part in enumerate(parts))
