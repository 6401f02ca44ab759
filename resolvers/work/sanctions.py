"""What police do against a guardian: sanctions, warning letters with a copy to the village (四(四), 反家庭暴力法 十六、十七)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import DIVISIONS, moved, place_now, places, tied
from resolvers.work.chain import respondents

VIOLENCE = "DOMESTIC_VIOLENCE"

_ORGANISATION = TABLES["Organisation"]
_VILLAGE = (
    select(_ORGANISATION.c.id)
    .where(_ORGANISATION.c.kind == "VILLAGE", _ORGANISATION.c.village_id == bindparam("village"))
    .order_by(_ORGANISATION.c.id)
)
_CHILD = TABLES["Child"]
_PLACE = select(_CHILD.c.id, *place_now(_CHILD)).where(_CHILD.c.id == bindparam("child"))


async def _guardian(at: Work, child: Any) -> Found | None:
    """The guardian that the input names, one of the child's."""
    found = await at.find("Guardian", at.given("guardianId"), "guardianId")
    if found is not None and child is not None and not await tied(at, child, found["id"]):
        reason = Words("不是该儿童的监护人", "this is no guardian of the child")
        at.problem("VALUE_INVALID", "guardianId", reason=reason)
    return found


@work("imposeSanction")
async def impose_sanction(at: Work) -> Outcome:
    """Imposes a sanction on a guardian of the child."""
    facts = at.text("facts", 5000, lines=True)
    child = await at.find("Child", at.given("childId"), "childId")
    guardian = await _guardian(at, child and child["id"])
    number = at.given("incidentId")
    incident = await at.find("Incident", number, "incidentId") if number is not None else None
    if child is not None and incident is not None and incident["child_id"] != child["id"]:
        at.problem("VALUE_INVALID", "incidentId", reason=Words("警情所涉不是该儿童", "the incident is of another child"))
    at.stop_if_problems()
    assert child is not None and guardian is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "kind": at.given("kind"), "decided_on": at.today, "executed_on": None, "facts": facts, "guardian_id": guardian["id"],
        "incident_id": incident["id"] if incident else None, "decided_by_person_id": at.caller.person_id, **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("Sanction", values))


@work("executeSanction")
async def execute_sanction(at: Work) -> Outcome:
    """Executes it; its date is the service's."""
    return await moved(at, "Sanction", executed_on=at.today)


@work("liftSanction")
async def lift_sanction(at: Work) -> Outcome:
    """Lifts it."""
    return await moved(at, "Sanction")


@work("issueWarningLetter")
async def issue_warning_letter(at: Work) -> Outcome:
    """Issues a letter to the guardian of an incident's child. The village of the child has a copy, and visits in time.

    No copy goes to a village for which the respondent works, in this incident or another running matter of the child.
    """
    facts = at.text("facts", 5000, lines=True)
    incident = await at.find("Incident", at.given("incidentId"), "incidentId")
    if incident is not None and incident["kind"] != VIOLENCE:
        at.problem("VALUE_INVALID", "incidentId", reason=Words("不是家庭暴力警情", "this is no incident of domestic violence"))
    guardian = await _guardian(at, incident and incident["child_id"])
    at.stop_if_problems()
    assert incident is not None and guardian is not None  # noqa: S101 - problems were raised otherwise
    rows = await at.transaction.fetch(_PLACE, {"child": incident["child_id"]})
    child = dict(zip(("id", *DIVISIONS), rows[0], strict=True))
    villages = await at.transaction.fetch(_VILLAGE, {"village": child["village_id"]})
    recused = {incident["respondent_organisation_id"], *await respondents(at, incident["child_id"])}
    copied = next((int(v[0]) for v in villages if v[0] not in recused), None)
    due = at.today + timedelta(days=at.number("warning_visit_days"))
    values = {
        "issued_on": at.today, "copied_on": at.today if copied else None, "visit_due_on": due if copied else None,
        "visited_on": None, "facts": facts, "guardian_id": guardian["id"], "copied_organisation_id": copied,
        "incident_id": incident["id"], "issued_by_person_id": at.caller.person_id, "visited_by_person_id": None,
        **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("WarningLetter", values))


@work("deliverWarningLetter")
async def deliver_warning_letter(at: Work) -> Outcome:
    """It has reached the guardian."""
    return await moved(at, "WarningLetter")


@work("recordWarningVisit")
async def record_warning_visit(at: Work) -> Outcome:
    """The village has visited; visited again, the latest date stands."""
    return await moved(at, "WarningLetter", visited_on=at.today, visited_by_person_id=at.caller.person_id)


@work("withdrawWarningLetter")
async def withdraw_warning_letter(at: Work) -> Outcome:
    """Withdraws it."""
    return await moved(at, "WarningLetter")
