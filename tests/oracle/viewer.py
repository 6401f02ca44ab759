"""`viewer`: who am I, what may I, from the caller and the oracle's reading of the grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.entities import CATALOG
from tests.oracle.lists import page_of
from tests.oracle.policy import Eyes


@dataclass(frozen=True)
class Viewer:
    """The source value of `viewer`."""

    eyes: Eyes


def viewer_field(viewer: Viewer, name: str, given: Mapping[str, Any]) -> Any:
    """A field of `viewer`. Legal bases and doors of single grants are the explanation's business, not the oracle's."""
    caller = viewer.eyes.caller
    if name == "duties":
        entity = CATALOG["Duty"]
        wanted = {"mine": {"eq": True}} if viewer.eyes.readable(entity, "mine") else {}
        wanted |= ({"overdue": {"eq": given["overdue"]}} if given.get("overdue") is not None else {})
        page = {n: given[n] for n in ("first", "after") if n in given}
        return page_of(viewer.eyes, entity, viewer.eyes.rows(entity), page | {"filter": wanted})
    if name == "organisation":
        organisation = viewer.eyes.world.by_key["Organisation"].get(caller.organisation_id or -1)
        return organisation if viewer.eyes.sees(organisation) else None
    return {
        "subject": caller.subject,
        "role": caller.role.value if caller.role else None,
        "purpose": caller.purpose,
        "unit": caller.unit,
    }[name]


def reading_grants(eyes: Eyes) -> set[tuple[str, str, str, str]]:
    """(entity, member, action, door) that `viewer.grants` must list, writing aside."""
    return {
        (entity, member, action, door)
        for entity, doors in eyes.doors.items()
        for door, members in doors.items()
        for member, action in members.items()
    }
