"""The end of a child's record: it leaves every view at once and is archived. A mistaken end is taken back.

Sources: 个人信息保护法 四十七, 八; domain conflict 8.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from core.clock import years_after, years_before
from core.errors import TonghuError, Words
from db.archive import Term, alone_with_child, keep_before, put_away, take_back
from db.belongings import Record, Row, kept_for, read_record, running
from db.database import Transaction
from db.families import put_away_families
from db.lookups import Lock
from db.plain import plain
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import day, places, the_case
from resolvers.work.duplicates import note_duplicate
from schema.entities import CATALOG

TURNED_SIXTEEN = "TURNED_SIXTEEN"
_CHILD = TABLES["Child"]
_NUMBER = select(_CHILD.c.identity_number).where(_CHILD.c.id == bindparam("child"))


@work("endRecord")
async def end_record(at: Work) -> Outcome:
    """Ends the record of a child of the town. Refused while a case runs that the caller sees, which is to be closed first; one that
    the caller does not see goes on with those who work on it, and makes no difference here."""
    child = await at.find("Child", at.given("childId"), "childId", lock=Lock.UPDATE, in_emergency=False)
    if child is not None:
        _check_cause(at, child)
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    await alone_with_child(at.transaction, child["id"])
    record = await read_record(at.transaction, child["id"])
    assert record is not None  # noqa: S101 - it was found, and kept from being changed
    if record.child["town_id"] is None:  # ended before, and kept by a case: whoever still sees it has another door to it
        raise Problems(TonghuError("NOT_FOUND", field="childId"))
    cases = running(record, at.declared.outlasting, at.today)
    await _refuse_known(at, cases)
    erase_on = years_after(at.today, at.number("record_retention_years"))
    values = {
        "cause": at.given("cause"), "occurred_on": at.given("occurredOn"), "ended_at": at.now, "erase_on": erase_on,
        "restored_at": None, "record_id": child["public_id"], **places(child),
    }  # fmt: skip
    key = await at.begin("RecordEnd", values)
    term = Term(at.now, erase_on)
    await _close_ledger(at, record, term)
    _renewing(at, await archive(at.transaction, record, cases, term))
    return Outcome(key)


def _check_cause(at: Work, child: Found) -> None:
    born, occurred = day(child["birth_date"]), at.given("occurredOn")
    assert born is not None  # noqa: S101 - never null
    if not born <= occurred <= at.today:
        reason = Words("须在出生之后且不晚于今天", "must be after the birth and not after today")
        at.problem("VALUE_INVALID", "occurredOn", reason=reason)
    elif at.given("cause") == TURNED_SIXTEEN and born > years_before(occurred, at.number("child_until")):
        reason = Words("该儿童当日未满十六周岁", "the child has not turned 16 by that day")
        at.problem("VALUE_INVALID", "occurredOn", reason=reason)


async def _refuse_known(at: Work, cases: Iterable[tuple[str, Row]]) -> None:
    known = {entity: None for entity, row in cases if await at.sees(entity, str(row["public_id"]))}
    if known:
        names = [CATALOG[entity].label.partition(" / ") for entity in known]
        zh, en = "、".join(n[0] for n in names), ", ".join(n[2] for n in names)
        reason = Words(f"先办结:{zh}", f"to be closed first: {en}")
        raise Problems(TonghuError("MOVE_NOT_ALLOWED", field="childId", reason=reason))


async def _close_ledger(at: Work, record: Record, term: Term) -> None:
    """Closes the open entries, in the table and in what was read of it. A record that is restored has them open again."""
    closed = {"status": "CLOSED", "closed_on": at.today, "closure": at.given("cause")}
    entries = [entry for entry in record.rows.get("LedgerEntry", ()) if entry["status"] == "OPEN"]
    had = [{name: entry[name] for name in ("id", *closed)} for entry in entries]
    await keep_before(at.transaction, int(record.child["id"]), "LedgerEntry", had, term)
    for entry in entries:
        await at.consequence("LedgerEntry", closed, entry["id"])
        entry.update((name, plain("LedgerEntry", name, value)) for name, value in closed.items())


async def archive(at: Transaction, record: Record, cases: Iterable[tuple[str, Row]], term: Term) -> set[int | None]:
    """Archives all of a record but what the running `cases` keep, and what it leaves of the family. Gives the children of tasks
    of the lead unit that this has changed, None for one of none."""
    touched = await put_away(at, record, kept_for(record, cases), term)
    return touched | await put_away_families(at, int(record.child["id"]), record, term)


def _renewing(at: Work, touched: set[int | None]) -> None:
    """Has what is due renewed of tasks of the lead unit that were changed."""
    if touched:
        at.written.setdefault("LeadTask", set()).update(touched)


@work("restoreRecord")
async def restore_record(at: Work) -> Outcome:
    """Puts back a record that was ended by mistake. One who was registered again meanwhile is the lead unit's to look at."""
    row = await the_case(at, "RecordEnd")
    await at.move("RecordEnd", row, {"restored_at": at.now})
    child = int(row["child_id"])
    await alone_with_child(at.transaction, child)
    _renewing(at, await take_back(at.transaction, child, at.now))
    numbers = await at.transaction.fetch(_NUMBER, {"child": child})
    if numbers:
        await note_duplicate(at, "Child", child, {"identity_number": numbers[0][0]}, child=child, district=row["district_id"])
    return Outcome(row["id"])
