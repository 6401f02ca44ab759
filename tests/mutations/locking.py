"""Rows that a mutation first shares with others and then wants for itself: two that did so at once would wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from authz.view import EntityView
from db.lookups import Lock
from resolvers.work.base import Found, Work


class Locks:
    """What the mutations of a test lock, by their transaction; `raised` are the faults."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.raised: list[str] = []
        self.shared: set[tuple[int, str, int]] = set()
        self.works: list[Work] = []  # kept, so that no other gets the identity of one
        visible, change = Work._visible, Work._change

        async def seen(
            work: Work, view: EntityView, column: str, sought: Any, reads: tuple[str, ...] = (), lock: Lock = Lock.SHARE
        ) -> Found | None:
            row = await visible(work, view, column, sought, reads, lock)
            if row is not None and lock is not Lock.NONE:
                self._note(work, view.entity, int(row["id"]), lock)
            return row

        async def changed(work: Work, entity: str, key: int, values: Mapping[str, Any], basis: str) -> None:
            self._note(work, entity, key, Lock.UPDATE)
            await change(work, entity, key, values, basis)

        patch.setattr(Work, "_visible", seen)
        patch.setattr(Work, "_change", changed)

    def _note(self, work: Work, entity: str, key: int, lock: Lock) -> None:
        self.works.append(work)
        row, own = (id(work), entity, key), (id(work), f"{entity} to change", key)
        if lock is Lock.SHARE:
            self.shared.add(row)
            return
        if row in self.shared and own not in self.shared:
            self.raised.append(f"{work.spec.name}: {entity}")
            raise AssertionError(self.raised)  # the mutation fails, and the test says of what
        self.shared.add(own)
