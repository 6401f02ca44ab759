"""Temporary care: a child placed with a relative, the village or a home, the parents told, the placement ended (四(二))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, or_, select

from core.errors import TonghuError, Words
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Problems, Work, work
from resolvers.work.cases import divisions, staying
from resolvers.work.chain import (
    NO_SUCH_RELATIVE,
    NOT_IN_THIS_MATTER,
    RELATIVES,
    case,
    hold_fitting,
    moved,
    open_incident,
    organisation,
)
from resolvers.work.duplicates import Other, open_task

_TIE, _PLACED, _ORDER = TABLES["Guardianship"], TABLES["Placement"], TABLES["ProtectionOrder"]
_TIES = select(_TIE.c.relationship, _TIE.c.ends_at > bindparam("now"), _TIE.c.barred_until > bindparam("now")).where(
    _TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian")
)
_ELSEWHERE = staying(
    select(_PLACED.c.id, _PLACED.c.public_id)
    .where(_PLACED.c.child_id == bindparam("child"), _PLACED.c.status != "ENDED")
    .order_by(_PLACED.c.id),
    "Placement",
)
_ORDERED = select(_ORDER.c.id).where(
    _ORDER.c.child_id == bindparam("child"), _ORDER.c.guardian_id == bindparam("guardian"),
    or_(_ORDER.c.status == "APPLIED", _ORDER.c.status == "IN_FORCE"),
)  # fmt: skip

_DARK = frozenset({"village", "rescue_station", "welfare_home", "temporary_shelter"})
"""Hosts, who notify nobody of a child sheltered from violence (未成年人保护法 一百零三)."""


@work("placeChild")
async def place_child(at: Work) -> Outcome:
    """Places a child from today, or plans it for a later day, with a host that fits the reason and may have the child."""
    place, note = at.text("place", 200), at.text("note", 5000, lines=True)
    incident = await open_incident(at) if at.given("incidentId") is not None else None
    child = await at.find("Child", at.given("childId"), "childId")
    if child is not None and incident is not None and incident["child_id"] != child["id"]:
        at.problem("VALUE_INVALID", "incidentId", reason=Words("警情所涉不是该儿童", "the incident is about another child"))
    hold_fitting(at, "Placement", "hostKind", at.given("reason"))
    placed_on = at.given("placedOn") or at.today
    if placed_on < at.today:
        at.problem("VALUE_INVALID", "placedOn", reason=Words("不能早于今日", "must not lie in the past"))
    if at.given("dueBack") is not None and at.given("dueBack") < placed_on:
        at.problem("VALUE_INVALID", "dueBack", reason=Words("不能早于安置日期", "must not lie before the placement"))
    host = await _host(at, child, incident)
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    await at.alone("placement", child["id"])
    elsewhere = await at.transaction.fetch(_ELSEWHERE, {"child": child["id"]})
    for _, public_id in elsewhere:
        if await at.sees("Placement", public_id):
            reason = Words("该儿童已有未结束的安置", "the child has a placement that has not ended")
            raise Problems(TonghuError("VALUE_INVALID", field="childId", reason=reason))
    values: dict[str, Any] = {
        "reason": at.given("reason"), "placed_on": placed_on, "due_back": at.given("dueBack"), "ended_on": None,
        "parents_notified_at": None, "host_kind": at.given("hostKind"), "place": place, "note": note,
        "child_id": child["id"], "incident_id": incident["id"] if incident else None, **host,
        "placed_by_person_id": at.caller.person_id, **divisions(child), "sealed": False,
    }  # fmt: skip
    key = await at.begin("Placement", values, "RUNNING" if placed_on == at.today else "PLANNED")
    for found in elsewhere:  # none of which the caller sees: who does is to sort it out
        await open_task(at, "Placement", key, other=Other(*found), child=child["id"], district=child["district_id"])
    return Outcome(key)


async def _host(at: Work, child: Found | None, incident: Found | None) -> dict[str, Any]:
    """The columns of the host; notes what keeps it from having the child."""
    relative = at.given("hostKind") == "RELATIVE"
    needed, other = ("hostGuardianId", "hostOrganisationId") if relative else ("hostOrganisationId", "hostGuardianId")
    if at.given(needed) is None:
        at.problem("VALUE_INVALID", needed, reason=Words("须写明照料主体", "this kind of host must be named"))
    if at.given(other) is not None:
        at.problem("VALUE_INVALID", other, reason=Words("与照料主体类别不符", "not for this kind of host"))
    if at.given(needed) is None or child is None:
        return {}
    if relative:
        guardian = await at.find("Guardian", at.given(needed), needed)
        if guardian is not None:
            await _hold_relative(at, child, guardian)
        return {"host_guardian_id": guardian["id"] if guardian else None, "host_organisation_id": None}
    found = await organisation(at, needed, child["id"], at.given("hostKind"))
    recused = found is not None and incident is not None and found["id"] == incident["respondent_organisation_id"]
    if recused:
        at.problem("VALUE_INVALID", needed, reason=NOT_IN_THIS_MATTER)
    return {"host_organisation_id": found["id"] if found else None, "host_guardian_id": None}


async def _hold_relative(at: Work, child: Found, guardian: Found) -> None:
    """A near relative on file for the child, whose tie runs, who is not barred and against whom no order runs.

    Which of these is missing is not said: the order may be one that the caller does not see.
    """
    named = {"child": child["id"], "guardian": guardian["id"]}
    ties = await at.transaction.fetch(_TIES, {**named, "now": at.now})
    related = any(relationship in RELATIVES and runs for relationship, runs, _ in ties)
    if not related or any(barred for _, _, barred in ties) or await at.transaction.fetch(_ORDERED, named):
        at.problem("VALUE_INVALID", "hostGuardianId", reason=NO_SUCH_RELATIVE)


@work("startPlacement")
async def start_placement(at: Work) -> Outcome:
    """A planned placement begins, today."""
    return await moved(at, "Placement", placed_on=at.today)


@work("notifyParents")
async def notify_parents(at: Work) -> Outcome:
    """The parents have been told; the clock is the service's. Hosts tell nobody of a child sheltered from violence."""
    values = _noted(at)
    placement = await case(at, "Placement")
    if placement["reason"] == "VIOLENCE" and at.caller.subject in _DARK:
        reason = Words("该安置不作通知", "nobody is notified of this placement")
        raise Problems(TonghuError("VALUE_INVALID", field="id", reason=reason))
    await at.move("Placement", placement, {**values, "parents_notified_at": at.now})
    return Outcome(placement["id"])


@work("notePlacement")
async def note_placement(at: Work) -> Outcome:
    """Records how it goes; what was recorded before stays in the log of changes."""
    return await moved(at, "Placement", **_noted(at))


@work("endPlacement")
async def end_placement(at: Work) -> Outcome:
    """Ends a placement, or drops one that was planned."""
    return await moved(at, "Placement", **_noted(at), ended_on=at.today)


def _noted(at: Work) -> dict[str, Any]:
    note = at.text("note", 5000, lines=True)
    return {} if note is None else {"note": note}
