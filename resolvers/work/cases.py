"""What the work of many kinds of cases does alike: the case, its child, who may not, who is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from core.errors import TonghuError, Words
from db.lookups import Lock
from db.tables import TABLES
from db.tables.types import moment_from_text
from resolvers.work.base import Found, Outcome, Problems, Work

DIVISIONS = ("district_id", "town_id", "village_id")

_ORGANISATION, _UNIT = TABLES["Organisation"], TABLES["Unit"]
_LEAD = (
    select(_ORGANISATION.c.id)
    .join(_UNIT, _UNIT.c.id == _ORGANISATION.c.unit_id)
    .where(_UNIT.c.code == bindparam("unit"), _ORGANISATION.c.kind == "UNIT", _ORGANISATION.c.district_id == bindparam("district"))
    .order_by(_ORGANISATION.c.id)
)
_CODE = select(_UNIT.c.code).where(_UNIT.c.id == bindparam("unit"))
_TIE = TABLES["Guardianship"]
_TIED = select(_TIE.c.id).where(_TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"))


async def tied(at: Work, child: Any, guardian: Any) -> tuple[int, ...]:
    """Keys of the ties between a child and a guardian, ended ones too."""
    return tuple(int(r[0]) for r in await at.transaction.fetch(_TIED, {"child": child, "guardian": guardian}))


async def the_case(at: Work, entity: str) -> Found:
    """The case that the input names, to be moved. Raises the problems of the input."""
    found = await at.find(entity, at.given("id"), "id", lock=Lock.UPDATE)
    at.stop_if_problems()
    assert found is not None  # noqa: S101 - problems were raised otherwise
    return found


async def moved(at: Work, entity: str, to: str | None = None, **values: Any) -> Outcome:
    """The case that the input names, moved with these values."""
    row = await the_case(at, entity)
    await at.move(entity, row, values, to)
    return Outcome(int(row["id"]))


def places(child: Found) -> dict[str, Any]:
    """The key and the divisions of a child, as a record about it has them."""
    return {"child_id": child["id"], **divisions(child)}


def divisions(row: Found) -> dict[str, Any]:
    """The divisions of a row, for another about the same child; of a child whose record has ended those where it lived last."""
    return {c: row[c] if row[c] is not None else row.get(f"former_{c}") for c in DIVISIONS}


def place_now(child: Any) -> tuple[Any, ...]:
    """What `divisions` gives, as columns of the table of children, or of an alias of it."""
    return (child.c.district_id, *(func.coalesce(child.c[c], child.c[f"former_{c}"]) for c in DIVISIONS[1:]))


def staying(rows: Any, entity: str = "Child") -> Any:
    """The statement that finds rows of the entity, to put down a row about one: none of them goes before that is done."""
    return rows.with_for_update(key_share=True, read=True, of=TABLES[entity])


def instant(value: Any) -> datetime | None:
    """An instant of a row that was found: SQLite has it as text."""
    return moment_from_text(value) if isinstance(value, str) else value


def day(value: Any) -> date | None:
    """A date of a row that was found: SQLite has it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def last_day(starts: Any, today: date) -> date:
    """The last day of an agreement that is terminated today: of one that has not begun, the day on which it was to begin.

    The state says that it does not run: whoever reads or owes by an agreement asks for IN_FORCE before its days.
    """
    return max(today, day(starts) or today)


def shut_by(value: Any, now: datetime) -> datetime | None:
    """When a door that was to end at `value` has ended: now, unless it had before; None where it never had an end."""
    ends = instant(value)
    return None if ends is None else min(ends, now)


def not_so(zh: str, en: str) -> Problems:
    """The case does not take this move from this caller, or not now, for a reason beside its state."""
    return Problems(TonghuError("MOVE_NOT_ALLOWED", field="id", reason=Words(zh, en)))


def other_person(at: Work, before: Any, zh: str, en: str) -> None:
    """Raises where the caller is the person `before` who took the step that this one checks (different persons)."""
    if before is not None and before == at.caller.person_id:
        raise not_so(zh, en)


async def units(at: Work, code: str, district: Any) -> tuple[int, ...]:
    """Keys of the organisations that are the unit `code` in a district, oldest first."""
    return tuple(int(r[0]) for r in await at.transaction.fetch(_LEAD, {"unit": code, "district": district}))


async def subject_of(at: Work, organisation: Found) -> str:
    """The subject that callers of an organisation are."""
    if organisation["kind"] != "UNIT":
        return str(organisation["kind"]).lower()
    rows = await at.transaction.fetch(_CODE, {"unit": organisation["unit_id"]})
    return str(rows[0][0]) if rows else ""
