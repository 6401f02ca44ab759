"""registerGuardian: a guardian and the tie to a child (二(一)(二))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.clock import NEVER_BEGAN, NEVER_ENDS
from core.errors import Words
from db.pinyin import sort_key
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work, work
from resolvers.work.cases import DIVISIONS
from resolvers.work.duplicates import note_duplicate
from resolvers.work.persons import check_person
from resolvers.work.ties import wrong_tie

_TIE = TABLES["Guardianship"]
_SAME = select(_TIE.c.public_id).where(_TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"))


@work("registerGuardian")
async def register_guardian(at: Work) -> Outcome:
    """Registers the tie; a guardian already on file and visible, of the same name and number, is tied, not written again."""
    name = at.text("name", 60)
    employer, destination = at.text("employer", 120, required=False), at.text("destination", 120, required=False)
    check_person(at, child=False)
    tie: dict[str, Any] = {
        "relationship": at.given("relationship"), "custody": at.given("custody"), "away": at.given("away"),
        "away_since": at.given("awaySince"), "entrusted": at.given("entrusted"), "present_carer": at.given("presentCarer"),
        "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN,
    }  # fmt: skip
    for member, reason in wrong_tie(tie, at.today):
        at.problem("VALUE_INVALID", member, reason=reason)
    child = await at.find("Child", at.given("childId"), "childId")
    known = await _known(at, name)
    if child is not None and known is not None and await _tied(at, child, known):
        at.problem("VALUE_INVALID", "childId", reason=Words("该监护关系已在册", "this tie is on file"))
    at.stop_if_problems()
    assert child is not None and name is not None  # noqa: S101 - problems were raised otherwise
    tie |= {"child_id": child["id"], **{c: child[c] for c in DIVISIONS}}  # where the child is now, which may be nowhere
    if known is not None:
        key = await at.insert("Guardianship", tie | {"guardian_id": known["id"]})
        await note_duplicate(
            at, "Guardianship", key, {"child_id": child["id"], "guardian_id": known["id"]}, child=child["id"],
            district=child["district_id"],
        )  # fmt: skip
        return Outcome(key)
    person = {
        "name": name, "name_sort": sort_key(name), "sex": at.given("sex"), "birth_date": at.given("birthDate"),
        "identity_number": at.given("identityNumber"), "telephone": at.given("telephone"),
        "employer": employer, "destination": destination, "suspended_at_ms": None,
    }  # fmt: skip
    guardian = await at.insert_unchecked("Guardian", person)
    key = await at.insert("Guardianship", tie | {"guardian_id": guardian})
    # A guardian is visible by his ties, so his row rule can hold only once the tie is there.
    await at.check_row("Guardian", guardian, at.given_members("Guardian"))
    await note_duplicate(
        at, "Guardian", guardian, {"identity_number": at.given("identityNumber")}, district=child["district_id"]
    )
    return Outcome(key)


async def _known(at: Work, name: str | None) -> Found | None:
    number = at.given("identityNumber")
    if number is None:
        return None
    await at.alone("Guardian.identityNumber", number)
    found = await at.find_by("Guardian", "identityNumber", number, "name")
    if found is not None and found["name"] != name:
        reason = Words("与在册姓名不符", "differs from the name on file for this identity number")
        at.problem("VALUE_INVALID", "name", reason=reason)
    return found


async def _tied(at: Work, child: Found, guardian: Found) -> bool:
    """A tie of the two is on file that the caller sees."""
    await at.alone("Guardianship", child["id"], guardian["id"])
    ties = await at.transaction.fetch(_SAME, {"child": child["id"], "guardian": guardian["id"]})
    return any([await at.sees("Guardianship", public_id) for (public_id,) in ties])
