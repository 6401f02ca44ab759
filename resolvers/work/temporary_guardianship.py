"""Temporary guardianship of civil affairs: taken in seven cases, ended as an assessment says (未成年人保护法 九十二、九十三)."""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import moved, other_person, places, the_case

_TEMPORARY = TABLES["TemporaryGuardianship"]
_RUNNING = select(_TEMPORARY.c.id).where(
    _TEMPORARY.c.child_id == bindparam("child"), or_(*(_TEMPORARY.c.status == state for state in ("RUNNING", "RETURN_ASSESSED")))
)
ENDS = {"SUITABLE": "RETURNED", "UNSUITABLE": "CONTINUED"}
"""Conclusion on return -> how the temporary guardianship ends."""


@work("takeTemporaryGuardianship")
async def take_temporary_guardianship(at: Work) -> Outcome:
    """Takes it; a child has one at a time."""
    note = at.text("note", 2000, required=False, lines=True)
    child = await at.find("Child", at.given("childId"), "childId")
    if child is not None:
        await at.alone("TemporaryGuardianship", child["id"])
        if await at.transaction.fetch(_RUNNING, {"child": child["id"]}):
            reason = Words("该儿童已在临时监护中", "the child is under temporary guardianship")
            at.problem("VALUE_INVALID", "childId", reason=reason)
    at.stop_if_problems()
    assert child is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "legal_case": at.given("legalCase"), "started_on": at.today, "ended_on": None, "return_assessed_on": None,
        "return_assessment": None, "note": note, "organisation_id": at.caller.organisation_id, "placement_id": None,
        "decided_by_person_id": at.caller.person_id, "assessed_by_person_id": None, **places(child),
    }  # fmt: skip
    return Outcome(await at.begin("TemporaryGuardianship", values))


@work("assessReturn")
async def assess_return(at: Work) -> Outcome:
    """Concludes whether the child may return."""
    return await moved(
        at, "TemporaryGuardianship", return_assessment=at.given("returnAssessment"), return_assessed_on=at.today,
        assessed_by_person_id=at.caller.person_id,
    )  # fmt: skip


@work("endTemporaryGuardianship")
async def end_temporary_guardianship(at: Work) -> Outcome:
    """Ends it as the assessment concluded; another person than the assessor decides so."""
    row = await the_case(at, "TemporaryGuardianship")
    other_person(at, row["assessed_by_person_id"], "评估人不得作出决定", "who assessed does not decide")
    await at.move("TemporaryGuardianship", row, {"ended_on": at.today}, to=ENDS.get(row["return_assessment"] or "", "CONTINUED"))
    return Outcome(row["id"])
