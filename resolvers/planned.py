"""An operation ready to run, and what its row says of its cursors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import TonghuError
from core.ids import unfit
from db.binds import item_value
from db.statement import Statement
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Planned:
    """An operation's plan, its statement, and this request's slots."""

    plan: Plan
    statement: Statement
    slots: Sequence[Any]


def check_ids(planned: Planned) -> None:
    """Raises ID_INVALID where an id given by an argument can be none of its type; which rows there are plays no part."""
    for operand, prefix in planned.plan.ids:
        value = item_value(operand, planned.slots)
        found = unfit((value,) if isinstance(value, str) else value, prefix)
        if found is not None:
            raise TonghuError("ID_INVALID", id=found)


def check_cursors(statement: Statement, row: Sequence[Any]) -> None:
    """Raises CURSOR_EXPIRED where a cursor is no visible row: hidden, gone, foreign or never there."""
    if not all(row[n] for n in statement.cursors):
        raise TonghuError("CURSOR_EXPIRED")
