"""What a kit says of a kind of case, and the stand on which it is tried: rows added to the world, callers of every subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import insert

from authz.caller import NOBODY, PUBLIC, Caller
from db.tables import TABLES
from schema.entities import CATALOG
from tests.mutations.place import Place
from tests.oracle.world import Values

FIRST_KEY = 1_000_000_000
"""Above any key that the database gives out itself."""


class Stand:
    """One of the databases with rows of the test's own in it."""

    def __init__(self, place: Place, first_key: int = FIRST_KEY) -> None:
        self.place, self.ground = place, place.ground
        self._keys = count(first_key, 1000)  # between them is room for what the service puts down
        self._waiting: list[tuple[str, Values]] = []
        self._shared: dict[str, Values] = {}

    def add(self, entity: str, /, **given: Any) -> Values:
        """A random row with these columns, in the database once `put` has run. What it refers to comes before it."""
        made = self.ground.maker.row(CATALOG[entity], id=next(self._keys), **given)
        self._waiting.append((entity, made))
        return made

    def shared(self, name: str, entity: str, /, **given: Any) -> Values:
        """A row of this name, added at the first call."""
        if name not in self._shared:
            self._shared[name] = self.add(entity, **given)
        return self._shared[name]

    def once(self) -> str:
        """A text that no other row has."""
        return f"only {next(self._keys)}"

    def forget(self) -> None:
        """The next call of `shared` adds rows anew."""
        self._shared.clear()

    async def put(self) -> None:
        """Writes the rows added since the last time."""
        waiting, self._waiting = self._waiting, []
        await self.place.change(*(insert(TABLES[entity]).values(row) for entity, row in waiting))

    def caller(self, subject: str) -> Caller:
        """An officer of the organisation that the world has of the subject, the guardian `guardian`, or nobody."""
        if subject == PUBLIC:
            return NOBODY
        if subject in self.ground.rows:
            row = self.ground.rows[subject]
            if "unit_id" in row:
                return self.ground.caller(subject)
        return Caller(subject=subject, guardian_id=self.ground.rows["guardian"]["id"])

    def organisation(self, subject: str) -> int | None:
        """The key of the organisation for which `caller(subject)` acts."""
        return self.caller(subject).organisation_id


@dataclass(frozen=True)
class Kit:
    """A kind of case. `row(stand, state, subject)`: adds a case in a state, in the work of the subject where it may have such
    work; `given`: event -> what its input holds beside id, key and version, as of (stand, subject);
    `names`: event -> the input that names the case, of events that make another record and bring no version; `ways`: event ->
    inputs over `given` by which it goes another way; `other_rows`: as `row`, of cases of which an event has other consequences."""

    entity: str
    row: Callable[[Stand, str, str], Values]
    given: Mapping[str, Callable[[Stand, str], dict[str, Any]]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    other_rows: tuple[Callable[[Stand, str, str], Values], ...] = ()

    def input(self, stand: Stand, event: str, subject: str) -> dict[str, Any]:
        """The further input of an event."""
        make = self.given.get(event)
        return make(stand, subject) if make else {}
