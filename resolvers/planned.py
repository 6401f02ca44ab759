"""An operation ready to run, and what its row says of its cursors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import TonghuError
from db.statement import Statement
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Planned:
    """An operation's plan, its statement, and this request's slots."""

    plan: Plan
    statement: Statement
    slots: Sequence[Any]


def check_cursors(statement: Statement, row: Sequence[Any]) -> None:
    """Raises CURSOR_EXPIRED where a cursor is no visible row: hidden, gone, foreign or never there."""
    if not all(row[n] for n in statement.cursors):
        raise TonghuError("CURSOR_EXPIRED")
