"""A kind of case as a table: state, event, next states, who may, under which clause; what `authz.states` reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from authz.fitting import Fitting
from schema.catalog import Enum

BEGINNING = "-"
"""The state of a case that is not there yet."""


@dataclass(frozen=True, slots=True)
class Move:
    """A line: in `state` the event leads to one of `next`. `starts`, `ends`: codes of duties. `subjects` are concrete, `named`
    as the line has them."""

    state: str
    event: str
    next: tuple[str, ...]
    subjects: frozenset[str]
    named: tuple[str, ...]
    basis: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class StateTable:
    """A kind of case. `field`: the member that holds the state, an enum."""

    file: str
    entity: str
    field: str
    enum: Enum
    final: tuple[str, ...]
    moves: tuple[Move, ...]
    fits: Fitting = dataclasses.field(default_factory=dict)
    """Value of another field -> values of a field of the case that go with it, where the table says so."""
    begun: tuple[str, ...] = ()
    """States into which the service itself puts a case, by no event."""

    @cached_property
    def _by_step(self) -> Mapping[tuple[str, str, str], Move]:
        return {(m.state, m.event, s): m for m in self.moves for s in m.subjects}

    def move(self, state: str, event: str, subject: str) -> Move | None:
        """The move, or None where the subject may not make it."""
        return self._by_step.get((state, event, subject))

    def events(self, state: str, subject: str) -> tuple[str, ...]:
        """What the subject may do in a state, in the order of the file."""
        return tuple(dict.fromkeys(m.event for m in self.moves if m.state == state and subject in m.subjects))

    def has(self, event: str) -> bool:
        """Some line is of the event."""
        return any(m.event == event for m in self.moves)

    def moves_at_all(self, event: str, subject: str) -> bool:
        """The subject may do it in some state."""
        return any(m.event == event and subject in m.subjects for m in self.moves)

    def changes_state(self, event: str) -> bool:
        """A line of the event leads out of the state that it finds."""
        return any(m.event == event and m.state != BEGINNING and m.next != (m.state,) for m in self.moves)
