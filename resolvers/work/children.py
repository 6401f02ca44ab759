"""registerChild: a child enters the ledger (二(二))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.errors import Words
from db.pinyin import sort_key
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.duplicates import note_duplicate
from resolvers.work.persons import check_person
from schema.given_name import given_name

_TOWN, _VILLAGE = TABLES["Town"], TABLES["Village"]
_DIVISIONS = (
    select(_TOWN.c.id).where(_TOWN.c.code == bindparam("code")),
    select(_VILLAGE.c.id).where(_VILLAGE.c.code == bindparam("code")),
    select(_TOWN.c.district_id).where(_TOWN.c.district_code == bindparam("code")).limit(1),
)


async def division_known(at: Work, code: str) -> bool:
    """A division of 6, 9 or 12 digits is on file."""
    for query in _DIVISIONS:
        if await at.transaction.fetch(query, {"code": code}):
            return True
    return False


@work("registerChild")
async def register_child(at: Work) -> Outcome:
    """Registers a child in the village of its residence."""
    name, address = at.text("name", 60), at.text("residenceAddress", 200)
    check_person(at, child=True)
    born, grade = at.given("birthDate"), at.given("disabilityGrade")
    if grade is not None and not 1 <= grade <= 4:
        at.problem("VALUE_INVALID", "disabilityGrade", reason=Words("须为 1 至 4", "must be 1 to 4"))
    code = at.given("registeredDivisionCode")
    if not await division_known(at, code):
        at.problem("DIVISION_UNKNOWN", "registeredDivisionCode", division=code)
    village = await at.find("Village", at.given("villageId"), "villageId")
    household = at.given("householdId")
    kept = await at.find("Household", household, "householdId") if household is not None else None
    if await _visible_duplicate(at):
        reason = Words("该身份证号码的儿童已在册", "a child with this identity number is on file")
        at.problem("VALUE_INVALID", "identityNumber", reason=reason)
    at.stop_if_problems()
    assert village is not None and name is not None  # noqa: S101 - problems were raised otherwise
    values: dict[str, Any] = {
        "name": name, "name_sort": sort_key(name), "given_name": given_name(name), "sex": at.given("sex"), "birth_date": born,
        "birth_year": born.year,
        "identity_number": at.given("identityNumber"), "category": at.given("category"),
        "in_poverty": bool(at.given("inPoverty")), "key_target": bool(at.given("keyTarget")), "disability_grade": grade,
        "residence_address": address, "registered_division_code": code, "on_file_since": at.today,
        "district_id": village["district_id"], "town_id": village["town_id"], "village_id": village["id"],
        "household_id": kept["id"] if kept else None, "school_id": None,
        "school_district_id": None, "sealed": False,
    }  # fmt: skip
    key = await at.insert("Child", values)
    of = {"child": key, "district": village["district_id"]}
    if not await note_duplicate(at, "Child", key, {"identity_number": at.given("identityNumber")}, **of):
        # One child under two numbers, or with and without one: the same name, sex and birthday in the district.
        person = {c: values[c] for c in ("district_id", "name_sort", "name", "birth_date", "sex")}
        await note_duplicate(at, "Child", key, person, **of)
    return Outcome(key)


async def _visible_duplicate(at: Work) -> bool:
    number = at.given("identityNumber")
    if number is None:
        return False
    await at.alone("Child.identityNumber", number)
    return await at.find_by("Child", "identityNumber", number) is not None
