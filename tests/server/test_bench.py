"""What the bench must not get wrong: its logged floor writes an event of the log as whole as the service's."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.serve import event_of_floor
from core.ids import new_event_id
from db.log import event_values


def test_the_logged_floor_has_a_value_for_every_column_of_an_event() -> None:
    event, at = new_event_id(), datetime(2026, 3, 2, tzinfo=UTC)
    values = event_values(event_of_floor(event, at), 3)
    assert {event, 3, 1, "officer", "town", "read"} <= set(values)
