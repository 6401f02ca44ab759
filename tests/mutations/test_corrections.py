"""Corrections: asked for by whoever reads the member, answered by the record's holder, for identity and custody by two.

Mechanisms: M18.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest
from sqlalchemy import select, update

from authz.caller import Caller
from core.clock import utc_text
from db.tables import TABLES
from db.tables.service import CHANGE
from tests.mutations.place import Place, added, problems
from tests.mutations.world import number
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHILD, CORRECTION, REPORT = TABLES["Child"], TABLES["Correction"], TABLES["Report"]
SHOWN = "id version status record member proposed decision"


async def _ask(place: Place, caller: Caller, record: str, member: str, proposed: str | None, reason: str = "与户口簿不符") -> Any:
    return await place.write(
        "requestCorrection", caller, show=SHOWN, recordId=record, member=member, proposed=proposed, reason=reason
    )


async def _asked(place: Place, caller: Caller, record: str, member: str, proposed: str | None) -> str:
    answer = await _ask(place, caller, record, member, proposed)
    assert problems(answer) == []
    return str(answer["data"]["done"]["correction"]["id"])


async def _step(place: Place, mutation: str, correction: str, caller: Caller, **given: Any) -> Any:
    seen = (await place.run(f'{{ correction(id: "{correction}") {{ version }} }}', caller))["data"]["correction"]
    version = seen["version"] if seen else "0" * 32
    return await place.write(mutation, caller, show=SHOWN, id=correction, expectedVersion=version, **given)


async def _decided(place: Place, correction: str, caller: Caller, accepted: bool = True) -> str:
    answer = await _step(place, "decideCorrection", correction, caller, accepted=accepted, decision="经核实")
    assert problems(answer) == []
    return str(answer["data"]["done"]["correction"]["status"])


async def _child(place: Place, *columns: str) -> tuple[Any, ...]:
    key = place.ground.rows["child"]["id"]
    return (await place.rows(select(*(CHILD.c[c] for c in columns)).where(CHILD.c.id == key)))[0]


def _guardian(place: Place) -> Caller:
    return Caller(subject="guardian", guardian_id=place.ground.rows["guardian"]["id"])


async def _custody(place: Place) -> None:
    tie = TABLES["Guardianship"]
    await place.change(update(tie).where(tie.c.id == place.ground.rows["tie of guardian"]["id"]).values(custody=True))


async def test_a_name_is_written_once_a_second_person_has_confirmed_it_and_the_old_one_is_kept(place: Place) -> None:
    await _custody(place)
    town, other = place.ground.caller("town"), place.ground.caller("town", number=1)
    correction = await _asked(place, _guardian(place), place.ground.id("child"), "name", "欧阳小明")
    assert await _decided(place, correction, town) == "TO_CONFIRM"
    assert await _child(place, "name") == ("child",)
    refused = await _step(place, "confirmCorrection", correction, town, confirmed=True)
    assert problems(refused) == [("id", "MOVE_NOT_ALLOWED")]
    assert problems(await _step(place, "confirmCorrection", correction, other, confirmed=True)) == []
    name, given, sort = await _child(place, "name", "given_name", "name_sort")
    assert (name, given) == ("欧阳小明", "小明")
    assert sort.startswith("ou")
    changed = select(CHANGE.c.before, CHANGE.c.basis).where(CHANGE.c.entity == "Child").order_by(CHANGE.c.id.desc()).limit(1)
    before, basis = (await place.rows(changed))[0]
    assert orjson.loads(before)["name"] == "child"
    assert basis == "privacy-46"
    child = place.ground.id("child")
    shown = await place.run(f'{{ child(id: "{child}") {{ history(first: 5) {{ nodes {{ member before annotation }} }} }} }}', town)
    nodes = shown["data"]["child"]["history"]["nodes"]
    assert {"member": "name", "before": "child", "annotation": None} in nodes
    told = await place.run(f'{{ correction(id: "{correction}") {{ status decision }} }}', _guardian(place))
    assert told["data"]["correction"] == {"status": "CONFIRMED", "decision": "经核实"}


async def test_who_asked_does_not_confirm_it(place: Place) -> None:
    town, other = place.ground.caller("town"), place.ground.caller("town", number=1)
    correction = await _asked(place, town, place.ground.id("child"), "sex", "FEMALE")
    await place.change(update(CHILD).where(CHILD.c.id == place.ground.rows["child"]["id"]).values(identity_number=None))
    assert await _decided(place, correction, other) == "TO_CONFIRM"
    assert problems(await _step(place, "confirmCorrection", correction, town, confirmed=True)) == [("id", "MOVE_NOT_ALLOWED")]
    assert await _child(place, "sex") == ("MALE",)


async def test_what_is_neither_identity_nor_custody_is_written_with_the_answer(place: Place) -> None:
    village, town = place.ground.caller("village"), place.ground.caller("town")
    correction = await _asked(place, village, place.ground.id("child"), "residenceAddress", "三组 9 号")
    assert await _decided(place, correction, town) == "ACCEPTED"
    assert await _child(place, "residence_address") == ("三组 9 号",)


async def test_a_refused_correction_writes_nothing_and_a_withdrawn_one_is_not_answered(place: Place) -> None:
    village, town = place.ground.caller("village"), place.ground.caller("town")
    held = await _child(place, "residence_address")
    refused = await _asked(place, village, place.ground.id("child"), "residenceAddress", "三组 9 号")
    assert await _decided(place, refused, town, accepted=False) == "REFUSED"
    withdrawn = await _asked(place, village, place.ground.id("child"), "residenceAddress", "三组 9 号")
    assert problems(await _step(place, "withdrawCorrection", withdrawn, town)) == [("id", "MOVE_NOT_ALLOWED")]
    assert problems(await _step(place, "withdrawCorrection", withdrawn, village)) == []
    late = await _step(place, "decideCorrection", withdrawn, town, accepted=True, decision="经核实")
    assert problems(late) == [("id", "MOVE_NOT_ALLOWED")]
    assert await _child(place, "residence_address") == held


async def test_an_identity_number_brings_birth_date_and_sex_with_it(place: Place) -> None:
    town, other = place.ground.caller("town"), place.ground.caller("town", number=1)
    right = number(date(2014, 7, 8), 2)
    correction = await _asked(place, place.ground.caller("civil_affairs"), place.ground.id("child"), "identityNumber", right)
    assert await _decided(place, correction, other) == "TO_CONFIRM"
    assert problems(await _step(place, "confirmCorrection", correction, town, confirmed=True)) == []
    written = await _child(place, "identity_number", "birth_date", "birth_year", "sex")
    assert (written[0], str(written[1]), *written[2:]) == (right, "2014-07-08", 2014, "FEMALE")


async def test_what_is_hidden_and_what_is_not_there_are_answered_alike_and_write_nothing(place: Place) -> None:
    village, hidden = place.ground.caller("village"), place.ground.id("hidden child")
    before = await place.tables()
    for record in (hidden, "chd_" + "0" * 32, "nonsense", "unt_" + "0" * 32):
        assert problems(await _ask(place, village, record, "name", "李四")) == [("recordId", "NOT_FOUND")]
    # Masked for a village, not granted to it, unknown.
    for member in ("identityNumber", "reports", "noSuchMember"):
        answer = await _ask(place, village, place.ground.id("child"), member, "李四")
        assert problems(answer) == [("member", "NOT_FOUND")]
    assert await place.tables() == before


@pytest.mark.parametrize(
    ("member", "proposed"),
    [
        ("residenceAddress", None), ("category", "NO_SUCH"), ("inPoverty", "yes"), ("disabilityGrade", "5"),
        ("birthDate", "2015-13-01"), ("name", "李" * 61), ("onFileSince", "2020-01-01"), ("name", "李\n四"), ("name", "李\u202e四"),
        ("residenceAddress", "一组\t8 号"), ("birthDate", "20150901"), ("birthDate", "2015-W36-2"),
    ],
)  # fmt: skip
async def test_a_member_takes_only_what_it_can_hold(place: Place, member: str, proposed: str | None) -> None:
    before = await place.tables()
    answer = await _ask(place, place.ground.caller("town"), place.ground.id("child"), member, proposed)
    assert [code for _, code in problems(answer)] == ["VALUE_INVALID"]
    assert await place.tables() == before


async def test_asking_for_a_birth_date_does_not_tell_whether_it_is_that_of_a_number_kept_from_the_asker(place: Place) -> None:
    school, town = place.ground.caller("school"), place.ground.caller("town")
    correction = await _asked(place, school, place.ground.id("child"), "birthDate", "2016-01-01")
    answer = await _step(place, "decideCorrection", correction, town, accepted=True, decision="经核实")
    assert problems(answer) == [("id", "VALUE_INVALID")]


async def test_a_report_is_noted_beside_and_never_overwritten(place: Place) -> None:
    school, police = place.ground.caller("school"), place.ground.caller("police")
    filed = (await place.write("fileReport", school))["data"]["done"]["report"]["id"]
    correction = await _asked(place, school, filed, "content", "独自在家五天")
    before = await place.tables()
    assert await _decided(place, correction, police) == "ANNOTATED"
    after = await place.tables()
    assert after["report"] == before["report"]
    assert added(before, after) == {"correction": 0, "report_revision": 1, "change": 2, "outbox": 1, "idempotency": 1}
    shown = await place.run(
        f'{{ report(id: "{filed}") {{ content history(first: 5) {{ nodes {{ member before annotation changedAt }} }} }} }}', police
    )
    content = shown["data"]["report"]["content"]
    assert shown["data"]["report"]["history"]["nodes"] == [
        {"member": "content", "before": content, "annotation": "经核实", "changedAt": utc_text(NOW)}
    ]
    told = await place.run(f'{{ correction(id: "{correction}") {{ status decision }} }}', school)
    assert told["data"]["correction"] == {"status": "ANNOTATED", "decision": "经核实"}


async def test_of_a_record_closed_to_its_holder_the_asker_learns_nothing_and_the_lead_unit_has_a_task(place: Place) -> None:
    education, day, child = place.ground.caller("education"), TABLES["AttendanceDay"], place.ground.rows["child"]["id"]
    ours = {"school_district_id": education.district_id}
    await place.change(
        update(CHILD).where(CHILD.c.id == child).values(**ours), update(day).where(day.c.child_id == child).values(**ours)
    )
    answers = []
    for sealed in (False, True):
        await place.change(update(CHILD).where(CHILD.c.id == child).values(sealed=sealed))
        done = (await _ask(place, education, place.ground.id("day"), "note", "已请假"))["data"]["done"]
        answers.append({k: v for k, v in done["correction"].items() if k not in ("id", "version")})
    assert answers[0] == answers[1]
    holders = await place.rows(select(CORRECTION.c.holder_organisation_id).order_by(CORRECTION.c.id))
    assert holders == [(place.ground.rows["school"]["id"],), (None,)]
    open_tasks = "{ leadTasks(filter: { status: { eq: OPEN } }) { nodes { kind record recordId child { id } } } }"
    told = await place.run(open_tasks, place.ground.caller("civil_affairs"))
    unheld = await place.rows(select(CORRECTION.c.public_id).where(CORRECTION.c.holder_organisation_id.is_(None)))
    task = {"kind": "CORRECTION", "record": "Correction", "recordId": unheld[0][0], "child": None}
    assert told["data"]["leadTasks"]["nodes"] == [task]
    for sealed, seen in ((True, 0), (False, 1)):
        await place.change(update(CHILD).where(CHILD.c.id == child).values(sealed=sealed))
        listed = await place.run("{ corrections { totalCount } }", place.ground.caller("school"))
        assert listed["data"]["corrections"]["totalCount"] == seen


async def test_others_see_nothing_of_a_correction_and_its_holder_not_by_whom_it_was_asked(place: Place) -> None:
    correction = await _asked(place, place.ground.caller("village"), place.ground.id("child"), "residenceAddress", "三组")
    for other in ("school", "police", "other town"):
        answer = await place.run(f'{{ correction(id: "{correction}") {{ status }} }}', place.ground.caller(other))
        assert answer["data"] == {"correction": None}
    shown = await place.run('{ __type(name: "Correction") { fields { name } } }', place.ground.caller("town"))
    names = {f["name"] for f in shown["data"]["__type"]["fields"]}
    assert names == {
        "id", "version", "record", "recordId", "member", "proposed", "reason", "status", "askedAt", "decision", "decidedAt",
        "confirmedAt",
    }  # fmt: skip


async def test_a_school_keeps_one_day_of_a_pupil_once_and_none_to_come(place: Place) -> None:
    school, colleague = place.ground.caller("school"), place.ground.caller("school", number=1)
    days = []
    for date_ in ("2026-02-18", "2026-02-19"):
        answer = await place.write("recordAttendance", school, show="id", date=date_)
        assert problems(answer) == []
        days.append(answer["data"]["done"]["attendanceDay"]["id"])
    assert problems(await _ask(place, school, days[0], "date", "2099-01-04")) == [("proposed", "VALUE_INVALID")]
    assert problems(await _ask(place, school, days[0], "date", "0001-01-01")) == [("proposed", "VALUE_INVALID")]
    taken = await _asked(place, school, days[0], "date", "2026-02-19")
    refused = await _step(place, "decideCorrection", taken, colleague, accepted=True, decision="经核实")
    assert problems(refused) == [("id", "VALUE_INVALID")]
    free = await _asked(place, school, days[0], "date", "2026-02-17")
    assert await _decided(place, free, colleague) == "ACCEPTED"
    held = await place.rows(select(TABLES["AttendanceDay"].c.date).where(TABLES["AttendanceDay"].c.public_id == days[0]))
    assert str(held[0][0]) == "2026-02-17"
