"""Words and choices of a case's steps: the next state, and why a step is refused."""

from __future__ import annotations

from authz.state_table import Move, StateTable
from core.errors import Words

UNTOLD = Words("此件目前不接受该操作", "the case does not take this now")
"""To one who does not read the state."""


def next_state(line: Move, to: str | None) -> str:
    """The state that a line leads to; `to` among several. ValueError where the work chooses what the table does not have."""
    if to is None and len(line.next) == 1:
        return line.next[0]
    if to is None or to not in line.next:
        raise ValueError(f"`{line.event}` leads from {line.state} to one of {line.next}, not to {to}")
    return to


def refusal(table: StateTable, state: str, subject: str) -> Words:
    """The state, and what the subject may do in it."""
    zh, _, en = table.enum.values[state].partition(" / ")
    events = table.events(state, subject)
    if not events:
        return Words(f"状态为“{zh}”，无可办事项", f"its state is {state} ({en}); nothing is allowed")
    return Words(f"状态为“{zh}”，可办：{'、'.join(events)}", f"its state is {state} ({en}); allowed: {', '.join(events)}")
