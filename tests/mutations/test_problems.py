"""Every problem of an input: its field and code, and that nothing of the mutation is in any table afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutations.place import WRITERS, Place, problems
from tests.mutations.world import BORN, number

pytestmark = pytest.mark.asyncio(loop_scope="session")

GOOD = number(sequence=101)
WRONG_CHECK = GOOD[:17] + ("0" if GOOD[17] != "0" else "1")
WITH_X = next(n for n in (number(sequence=s) for s in range(101, 400, 2)) if n.endswith("X"))
NO_DATE = "500112201502301013"

IDENTITY = {
    "a bad check character": WRONG_CHECK,
    "full-width digits": GOOD[:17].translate({ord("0") + d: 0xFF10 + d for d in range(10)}) + GOOD[17],
    "a full-width X": WITH_X[:17] + "Ｘ",
    "a lower-case x": WITH_X[:17] + "x",
    "an Arabic digit": "٥" + GOOD[1:],
    "an impossible birth date": NO_DATE,
    "a birth date to come": number(BORN.replace(year=2035), 101),
    "seventeen characters": GOOD[:17],
    "nineteen characters": GOOD + "0",
    "fifteen digits": "500112150901101",
    "no province": number(sequence=101, region="990112"),
    "nothing": "",
    "space around it": f" {GOOD} ",
}

CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    *(("registerChild", {"identityNumber": n}, [("identityNumber", "IDENTITY_NUMBER_INVALID")]) for n in IDENTITY.values()),
    ("registerGuardian", {"identityNumber": WRONG_CHECK}, [("identityNumber", "IDENTITY_NUMBER_INVALID")]),
    ("registerChild", {"birthDate": "2015-09-02"}, [("birthDate", "BIRTH_DATE_INVALID")]),
    ("registerChild", {"sex": "FEMALE"}, [("sex", "VALUE_INVALID")]),
    ("registerChild", {"sex": "FEMALE", "birthDate": "2015-09-02"},
     [("birthDate", "BIRTH_DATE_INVALID"), ("sex", "VALUE_INVALID")]),
    ("registerChild", {"birthDate": "2026-03-03", "identityNumber": None}, [("birthDate", "BIRTH_DATE_INVALID")]),
    ("registerChild", {"birthDate": "1899-01-01", "identityNumber": None},
     [("birthDate", "BIRTH_DATE_INVALID")]),
    ("registerChild", {"birthDate": "2008-03-02", "identityNumber": None}, [("birthDate", "BIRTH_DATE_INVALID")]),
    ("registerChild", {"registeredDivisionCode": "999999999999"}, [("registeredDivisionCode", "DIVISION_UNKNOWN")]),
    ("registerChild", {"registeredDivisionCode": "５００１１２"}, [("registeredDivisionCode", "DIVISION_UNKNOWN")]),
    ("registerChild", {"registeredDivisionCode": ""}, [("registeredDivisionCode", "DIVISION_UNKNOWN")]),
    ("registerChild", {"villageId": f"vlg_{'0' * 32}"}, [("villageId", "NOT_FOUND")]),
    ("registerChild", {"villageId": "VILLAGE OF ANOTHER DISTRICT"}, [("villageId", "NOT_FOUND")]),
    ("registerChild", {"villageId": "A CHILD"}, [("villageId", "NOT_FOUND")]),
    ("registerChild", {"villageId": "x"}, [("villageId", "NOT_FOUND")]),
    ("registerChild", {"householdId": f"hsh_{'0' * 32}"}, [("householdId", "NOT_FOUND")]),
    ("registerChild", {"householdId": "HOUSEHOLD OF ANOTHER TOWN"}, [("householdId", "NOT_FOUND")]),
    ("registerChild", {"disabilityGrade": 5}, [("disabilityGrade", "VALUE_INVALID")]),
    ("registerChild", {"disabilityGrade": 0}, [("disabilityGrade", "VALUE_INVALID")]),
    ("registerChild", {"name": " 　"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张" * 61}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张\u0007三"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张\n三"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张\u007f三"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张\u009b三"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "\u200b\u2060"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"name": "张\u202e三"}, [("name", "VALUE_INVALID")]),
    ("registerChild", {"residenceAddress": "址" * 201}, [("residenceAddress", "VALUE_INVALID")]),
    ("registerChild", {"residenceAddress": ""}, [("residenceAddress", "VALUE_INVALID")]),
    ("registerChild", {"idempotencyKey": "short"}, [("idempotencyKey", "VALUE_INVALID")]),
    ("registerChild", {"idempotencyKey": "k" * 101}, [("idempotencyKey", "VALUE_INVALID")]),
    ("registerChild", {"name": "", "registeredDivisionCode": "1", "villageId": "x", "identityNumber": WRONG_CHECK},
     [("name", "VALUE_INVALID"), ("identityNumber", "IDENTITY_NUMBER_INVALID"),
      ("registeredDivisionCode", "DIVISION_UNKNOWN"), ("villageId", "NOT_FOUND")]),
    ("registerGuardian", {"telephone": "１３９00001111"}, [("telephone", "TELEPHONE_INVALID")]),
    ("registerGuardian", {"telephone": "13900001111 "}, [("telephone", "TELEPHONE_INVALID")]),
    ("registerGuardian", {"telephone": ""}, [("telephone", "TELEPHONE_INVALID")]),
    ("registerGuardian", {"birthDate": "2010-01-01"}, [("birthDate", "BIRTH_DATE_INVALID")]),
    ("registerGuardian", {"away": False}, [("awaySince", "VALUE_INVALID")]),
    ("registerGuardian", {"awaySince": "2026-03-03"}, [("awaySince", "VALUE_INVALID")]),
    ("registerGuardian", {"entrusted": True}, [("entrusted", "VALUE_INVALID")]),
    ("registerGuardian", {"employer": "厂" * 121}, [("employer", "VALUE_INVALID")]),
    ("registerGuardian", {"destination": "市" * 121}, [("destination", "VALUE_INVALID")]),
    ("registerGuardian", {"childId": f"chd_{'0' * 32}"}, [("childId", "NOT_FOUND")]),
    ("registerGuardian", {"childId": "HIDDEN CHILD"}, [("childId", "NOT_FOUND")]),
    ("registerGuardian", {"identityNumber": "THE GUARDIAN ON FILE", "name": "别的名字", "childId": "ANOTHER CHILD"},
     [("name", "VALUE_INVALID")]),
    ("recordAttendance", {"date": "2026-03-03"}, [("date", "VALUE_INVALID")]),
    ("recordAttendance", {"date": "2008-03-01"}, [("date", "VALUE_INVALID")]),
    ("recordAttendance", {"note": "注" * 501}, [("note", "VALUE_INVALID")]),
    ("recordAttendance", {"childId": f"chd_{'0' * 32}"}, [("childId", "NOT_FOUND")]),
    ("recordAttendance", {"childId": "HIDDEN CHILD"}, [("childId", "NOT_FOUND")]),
    ("fileReport", {"content": ""}, [("content", "VALUE_INVALID")]),
    ("fileReport", {"content": "文" * 5001}, [("content", "VALUE_INVALID")]),
    ("fileReport", {"content": "\ufeff \n\u200b"}, [("content", "VALUE_INVALID")]),
    ("fileReport", {"content": "\u2067他打孩子\u2069"}, [("content", "VALUE_INVALID")]),
    ("fileReport", {"childDescription": "\u2003"}, [("childDescription", "VALUE_INVALID")]),
    ("fileReport", {"discoveredAt": "2026-03-02T04:00:01.000Z"}, [("discoveredAt", "VALUE_INVALID")]),
    ("fileReport", {"discoveredAt": "0206-03-02T03:00:00Z"}, [("discoveredAt", "VALUE_INVALID")]),
    ("fileReport", {"discoveredAt": "9999-12-31T23:59:59Z"}, [("discoveredAt", "VALUE_INVALID")] * 2),
    ("fileReport", {"divisionCode": "000000"}, [("divisionCode", "DIVISION_UNKNOWN")]),
    ("fileReport", {"divisionCode": "５００１１２００１"}, [("divisionCode", "DIVISION_UNKNOWN")]),
    ("fileReport", {"divisionCode": "'; DROP TABLE child"}, [("divisionCode", "DIVISION_UNKNOWN")]),
    ("fileReport", {"reporterTelephone": "123"}, [("reporterTelephone", "TELEPHONE_INVALID")]),
    ("fileReport", {"childId": "HIDDEN CHILD AS SCHOOL"}, [("childId", "ID_INVALID")]),
    ("recordIncident", {"summary": " "}, [("summary", "VALUE_INVALID")]),
    ("recordIncident", {"reportId": f"rep_{'0' * 32}"}, [("reportId", "NOT_FOUND")]),
    ("recordIncident", {"reportId": "A REPORT OF ANOTHER CHILD"}, [("reportId", "VALUE_INVALID")]),
    ("recordIncident", {"childId": "HIDDEN CHILD"}, [("childId", "NOT_FOUND")]),
]  # fmt: skip


def _meant(place: Place, value: Any) -> Any:
    """The value that a word in capitals stands for."""
    at = place.ground
    meant = {
        "VILLAGE OF ANOTHER DISTRICT": lambda: next(
            v["public_id"] for v in at.world.tables["Village"] if v["district_id"] != 500112
        ),
        "A CHILD": lambda: at.id("child"),
        "HOUSEHOLD OF ANOTHER TOWN": lambda: at.id("other household"),
        "HIDDEN CHILD": lambda: at.id("hidden child"),
        "HIDDEN CHILD AS SCHOOL": lambda: at.id("hidden child").replace("chd", "sch"),
        "ANOTHER CHILD": lambda: at.id("classmate"),
        "THE GUARDIAN ON FILE": lambda: at.rows["guardian"]["identity_number"],
        "A REPORT OF ANOTHER CHILD": lambda: at.id("report of another"),
    }
    return meant[value]() if isinstance(value, str) and value in meant else value


@pytest.mark.parametrize(("mutation", "given", "expected"), CASES)
async def test_a_problem_names_its_field_and_nothing_is_written(
    place: Place, mutation: str, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    before = await place.tables()
    filled = {name: _meant(place, value) for name, value in given.items()}
    answer = await place.write(mutation, place.ground.caller(WRITERS[mutation]), **filled)
    assert problems(answer) == expected
    record = next(v for k, v in answer["data"]["done"].items() if k not in ("problems", "receiptCode"))
    assert record is None
    assert answer["data"]["done"].get("receiptCode") is None
    assert await place.tables() == before


async def test_a_key_is_free_again_after_problems(place: Place) -> None:
    caller, key = place.ground.caller("town"), "the-same-key"
    refused = await place.write("registerChild", caller, idempotencyKey=key, name="")
    assert problems(refused) == [("name", "VALUE_INVALID")]
    assert problems(await place.write("registerChild", caller, idempotencyKey=key)) == []


async def test_what_is_missing_and_what_is_hidden_get_the_same_words(place: Place) -> None:
    caller = place.ground.caller("town")
    answers = [
        await place.write("registerGuardian", caller, childId=c, idempotencyKey="the-same-key")
        for c in (place.ground.id("hidden child"), f"chd_{'0' * 32}", "nonsense", place.ground.id("village"))
    ]
    assert answers[0] == answers[1] == answers[2] == answers[3]


@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        *(("registerChild", g) for g in (
            {"sex": "OTHER"}, {"birthDate": "2015-02-30"}, {"birthDate": "２０１５-09-01"}, {"birthDate": "20150901"},
            {"name": 7}, {"unknown": 1}, {"disabilityGrade": 2**31}, {"villageId": ["x"]},
        )),
        *(("fileReport", {"discoveredAt": moment}) for moment in (
            "2026-03-01T00:00:00", "2026-03-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 0,
            "2026-03-01T24:00:00Z", "2026-13-01T00:00:00Z",
        )),
    ],
)  # fmt: skip
async def test_a_value_of_the_wrong_type_refuses_the_whole_operation(
    place: Place, mutation: str, given: dict[str, Any]
) -> None:
    before = await place.tables()
    answer = await place.write(mutation, place.ground.caller(WRITERS[mutation]), **given)
    assert "data" not in answer
    assert {e["extensions"]["code"] for e in answer["errors"]} <= {"VARIABLE_INVALID", "FIELD_NOT_AVAILABLE"}
    assert await place.tables() == before
