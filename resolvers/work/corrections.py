"""Corrections: asked for by whoever reads a member, answered by the record's holder (个人信息保护法 四十六).

Values that were overwritten stay in `change` and in the history of the record; cases are annotated, never overwritten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from core.errors import TonghuError, Words
from core.ids import prefix_of
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import not_so, other_person, the_case
from resolvers.work.duplicates import note_duplicate, open_task
from resolvers.work.holders import Keeping, correctable, holder_of, keeping
from resolvers.work.proposed import Unfit, readable, writing
from resolvers.work.record import child_column
from schema.catalog import Entity, Field
from schema.entities import CATALOG

BY_TWO: Mapping[str, frozenset[str]] = {
    "Child": frozenset({"name", "person", "identity_number"}),
    "Guardian": frozenset({"name", "person", "identity_number"}),
    "Guardianship": frozenset({"tie"}),
}
"""Entity -> field groups of identity and custody: a second person confirms what changes them (domain, section 4)."""

_TASK = TABLES["LeadTask"]
_OF_LEAD = select(_TASK.c.id).where(
    _TASK.c.record == "Correction", _TASK.c.record_key == bindparam("key"), _TASK.c.status == "OPEN"
)
_T = TypeVar("_T")
_NOT_KEPT = Words("此项不受理更正申请", "no corrections of this member are taken")


@work("requestCorrection")
async def request_correction(at: Work) -> Outcome:
    """Asks for it. What the caller does not read in this row, and what is not there, is NOT_FOUND alike.

    What an emergency alone opened is not asked about. Where no organisation at hand may answer (a sealed record, a recusal), the
    caller's answer is the same and the lead unit has a task.
    """
    reason = at.text("reason", 1000, lines=True)
    proposed = at.text("proposed", 1000, lines=True)
    public_id = str(at.given("recordId"))
    entity = CATALOG.by_prefix.get(prefix_of(public_id) or "")
    if entity is None:
        raise Problems(TonghuError("NOT_FOUND", field="recordId"))
    row = await at.find(entity.name, public_id, "recordId", in_emergency=False)
    at.stop_if_problems()
    assert row is not None and reason is not None  # noqa: S101 - problems were raised otherwise
    field = await _member(at, entity, row)
    kept_by = keeping(at, entity, field)
    if kept_by is None:
        raise Problems(TonghuError("VALUE_INVALID", field="member", reason=_NOT_KEPT))
    if not kept_by.annotated:
        await _fits(readable(at, entity, field, proposed), "proposed")
    child = child_column(entity.name)
    holder = await holder_of(at, entity, field, row, kept_by)
    values = {
        "record": entity.name, "record_id": public_id, "record_key": row["id"], "member": field.name, "proposed": proposed,
        "reason": reason, "asked_at": at.now, "decision": None, "decided_at": None, "confirmed_at": None,
        "child_id": row[child] if child else None, "asked_organisation_id": at.caller.organisation_id,
        "asked_person_id": at.caller.person_id, "asked_guardian_id": at.caller.guardian_id, "holder_organisation_id": holder,
        "decided_by_person_id": None, "confirmed_by_person_id": None,
    }  # fmt: skip
    key = await at.begin("Correction", values)
    if holder is None:
        await open_task(at, "Correction", key, district=row.get("district_id"))  # not whose: it may be sealed
    return Outcome(key)


async def _member(at: Work, entity: Entity, row: Found) -> Field:
    name = str(at.given("member"))
    if name not in entity.members or not await at.reads(entity.name, row["id"], name, in_emergency=False):
        raise Problems(TonghuError("NOT_FOUND", field="member"))
    field = correctable(entity, name)
    if field is None:
        raise Problems(TonghuError("VALUE_INVALID", field="member", reason=_NOT_KEPT))
    return field


async def _fits(proposal: Awaitable[_T], name: str) -> _T:
    """What a proposal comes to. Raises as a problem of the input `name` why it does not fit."""
    try:
        return await proposal
    except Unfit as unfit:
        unfit.problem.field = name
        raise Problems(unfit.problem) from None


async def _held(at: Work) -> tuple[Found, Entity, Field, Keeping, Found]:
    """The correction, of whose record the caller's organisation is the holder, and that record, to be changed."""
    case = await the_case(at, "Correction")
    if case["holder_organisation_id"] != at.caller.organisation_id:
        raise not_so("由记录保管单位答复", "it is for the organisation that keeps the record")
    entity = CATALOG[case["record"]]
    field = correctable(entity, case["member"])
    kept_by = keeping(at, entity, field) if field is not None else None
    row = await at.find(entity.name, case["record_id"], "id", lock=Lock.UPDATE)
    if field is None or kept_by is None or row is None:
        raise not_so("该记录已不由本单位保管", "the organisation does not keep the record any more")
    return case, entity, field, kept_by, row


@work("decideCorrection")
async def decide_correction(at: Work) -> Outcome:
    """The holder's answer. What concerns identity or custody is written only once another person has confirmed it."""
    answer = at.text("decision", 1000, lines=True)
    case, entity, field, kept_by, row = await _held(at)
    at.stop_if_problems()
    assert answer is not None  # noqa: S101 - problems were raised otherwise
    decided = {"decision": answer, "decided_at": at.now, "decided_by_person_id": at.caller.person_id}
    if not at.given("accepted"):
        await at.move("Correction", case, decided, to="REFUSED")
    elif kept_by.annotated:
        await at.move("Correction", case, decided, to="ANNOTATED")
        await at.annotate(entity.name, row, field.name, answer, kept_by.needed)
    elif field.group in BY_TWO.get(entity.name, ()):
        await _fits(writing(at, entity, field, row, case["proposed"]), "id")
        await at.move("Correction", case, decided, to="TO_CONFIRM")
    else:
        await at.move("Correction", case, decided, to="ACCEPTED")
        await _write(at, case, entity, field, row)
    return Outcome(case["id"])


@work("confirmCorrection")
async def confirm_correction(at: Work) -> Outcome:
    """Confirms or refuses what was agreed: never who agreed to it, nor who asked for it."""
    case, entity, field, _, row = await _held(at)
    other_person(at, case["decided_by_person_id"], "答复人不得复核", "who agreed to a correction does not confirm it")
    other_person(at, case["asked_person_id"], "申请人不得复核", "who asked for a correction does not confirm it")
    done: dict[str, Any] = {"confirmed_at": at.now, "confirmed_by_person_id": at.caller.person_id}
    if not at.given("confirmed"):
        await at.move("Correction", case, done, to="REFUSED")
        return Outcome(case["id"])
    await at.move("Correction", case, done, to="CONFIRMED")
    await _write(at, case, entity, field, row)
    return Outcome(case["id"])


async def _write(at: Work, case: Found, entity: Entity, field: Field, row: Found) -> None:
    """Writes what was proposed by the grants of the holder, under the clause of the move."""
    made = await _fits(writing(at, entity, field, row, case["proposed"]), "id")
    await at.update(entity.name, row, made.columns, versioned=False, basis=at.clause, writes=made.members)
    if field.name == "identityNumber":
        await note_duplicate(
            at, entity.name, row["id"], {"identity_number": made.columns["identity_number"]},
            child=row["id"] if entity.name == "Child" else None, district=row.get("district_id"),
        )  # fmt: skip


@work("withdrawCorrection")
async def withdraw_correction(at: Work) -> Outcome:
    """Takes it back, by whoever asked for it: the person himself, or anybody of the organisation."""
    case = await the_case(at, "Correction")
    mine = case["asked_organisation_id"], case["asked_guardian_id"]
    if mine != (at.caller.organisation_id, at.caller.guardian_id):
        raise not_so("由申请人撤回", "it is for whoever asked for it")
    await at.move("Correction", case)
    for (task,) in await at.transaction.fetch(_OF_LEAD, {"key": case["id"]}):
        await at.consequence("LeadTask", {"status": "LAPSED", "settled_at": at.now}, task)
    return Outcome(case["id"])
