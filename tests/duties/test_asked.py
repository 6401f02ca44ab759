"""Duties as callers ask for them: at once with their record, and to the second of their times."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from authz.declared import Number
from authz.duties import duties_on
from core.clock import utc_text, work_date
from core.workdays import is_workday
from db.duties import refresh_duties
from db.duty_rows import _after
from db.elements import constant
from db.schema_upgrade import in_transaction
from db.tables import TABLES
from schema.catalog import Kind
from tests.duties.reading import due_after
from tests.mutations.place import Place
from tests.oracle.pools import NOW
from tests.oracle.service import Stage, policies_of
from tests.postgres import PostgresServer

pytestmark = pytest.mark.asyncio(loop_scope="session")
MINE = '{ viewer { duties(first: 100) { totalCount nodes { code dueAt overdue mine child { id } } } } }'
REVIEWS = "{ viewer { duties(first: 100) { nodes { id code dueAt overdue } } } }"


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["sqlite", "postgresql"])
async def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> AsyncIterator[Stage]:
    sqlite = request.param == "sqlite"
    path = tmp_path_factory.mktemp("duties") / "d.db"
    made = Stage(f"sqlite:///{path}" if sqlite else postgres_server.create_database(), policies_of())
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def place(stage: Stage) -> Place:
    made = Place(stage)
    await made.reset()
    stage.clock.instant = NOW
    in_transaction(stage.url, lambda connection: refresh_duties(connection, duties_on(work_date(NOW)), NOW))
    return made


def named(answer: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [d for d in answer["data"]["viewer"]["duties"]["nodes"] if d["code"] == code]


async def test_a_report_is_due_at_once_and_overdue_a_second_after_its_hour(place: Place) -> None:
    police = place.ground.caller("police")
    before = named(await place.run(MINE, police), "report_received")
    done = await place.write("fileReport", place.ground.caller("school"), show="")
    assert done["data"]["done"]["problems"] == []
    after = named(await place.run(MINE, police), "report_received")
    new = [d for d in after if d not in before]
    assert [(d["overdue"], d["mine"]) for d in new] == [(False, True)]
    hour = timedelta(minutes=60)
    for seconds, overdue in ((-1, False), (0, False), (1, True)):
        place.stage.clock.instant = NOW + hour + timedelta(seconds=seconds)
        found = [d for d in named(await place.run(MINE, police), "report_received") if d["dueAt"] == new[0]["dueAt"]]
        assert {d["overdue"] for d in found} == {overdue}
        late = await place.run('{ viewer { duties(first: 100, overdue: true) { nodes { dueAt } } } }', police)
        assert ({"dueAt": new[0]["dueAt"]} in late["data"]["viewer"]["duties"]["nodes"]) is overdue


async def test_a_report_of_no_child_on_file_is_received_by_the_incident_opened_on_it(place: Place) -> None:
    """The report names no child and the incident does: the one's duty goes with the other's record."""
    police = place.ground.caller("police")
    before = len(named(await place.run(MINE, police), "report_received"))
    done = await place.write("fileReport", place.ground.caller("school"), show="id")
    assert len(named(await place.run(MINE, police), "report_received")) == before + 1
    opened = await place.write("recordIncident", police, show="", reportId=done["data"]["done"]["report"]["id"])
    assert opened["data"]["done"]["problems"] == []
    assert len(named(await place.run(MINE, police), "report_received")) == before


async def test_a_report_that_was_received_is_owed_officers_and_an_answer(place: Place) -> None:
    """Receipt ends the first duty and begins the next: a report that is received and left lying is found."""
    police, show = place.ground.caller("police"), "id version"
    filed = await place.write("fileReport", place.ground.caller("school"), show="id")
    seen = await place.run(f'{{ report(id: "{filed["data"]["done"]["report"]["id"]}") {{ {show} }} }}', police)
    row, owed = seen["data"]["report"], ("report_dispatched", "report_feedback")
    before = [len(named(await place.run(MINE, police), code)) for code in owed]

    async def moved(mutation: str, **given: Any) -> list[int]:
        done = await place.write(mutation, police, show=show, id=row["id"], expectedVersion=row["version"], **given)
        row.update(done["data"]["done"]["report"])
        after = [len(named(await place.run(MINE, police), code)) for code in owed]
        return [now - then for now, then in zip(after, before, strict=True)]

    assert await moved("receiveReport") == [1, 1]
    assert await moved("dispatchReport") == [0, 1]
    assert await moved("closeReport") == [0, 1], "closing it tells the reporter nothing"
    assert await moved("giveFeedback", feedback="已妥善处理") == [0, 0]


async def test_from_the_notice_of_police_the_town_owes_an_assessment_until_one_is_opened(place: Place) -> None:
    """One opened on the day of the notice or later meets it; closing that one brings nothing back, a further notice does."""
    police, town, child = place.ground.caller("police"), place.ground.caller("town"), place.ground.id("child")
    assessments, days = TABLES["Assessment"], "assessment_opened"
    before = len(named(await place.run(MINE, town), days))

    async def told() -> int:
        opened = await place.write("recordIncident", police, show="id", childId=child)
        await place.write("notifyTown", police, show="", incidentId=opened["data"]["done"]["incident"]["id"], content="请评估")
        return len(named(await place.run(MINE, town), days)) - before

    assert await told() == 1
    due = due_after(NOW, {"value": 3, "unit": "day"})
    owed = [d for d in named(await place.run(MINE, town), days) if d["dueAt"] == utc_text(due)]
    assert [(d["child"]["id"], d["overdue"], d["mine"]) for d in owed] == [(child, False, True)]
    opened = await place.write("openAssessment", town, show="id", childId=child)
    assert len(named(await place.run(MINE, town), days)) == before
    made = assessments.c.public_id == opened["data"]["done"]["assessment"]["id"]
    await place.change(sa.update(assessments).where(made).values(status="CLOSED"))
    place.stage.clock.instant = NOW + timedelta(days=1)
    assert await told() == 1


async def test_a_duty_stands_from_its_start_until_it_lapses(place: Place) -> None:
    duty = TABLES["Duty"]
    town = place.ground.caller("town")
    listed = await place.run("{ duties(first: 1, filter: { mine: { eq: true } }) { nodes { id startedAt } } }", town)
    (shown,) = listed["data"]["duties"]["nodes"]
    start, end = NOW + timedelta(days=1), NOW + timedelta(days=2)
    await place.change(sa.update(duty).where(duty.c.public_id == shown["id"]).values(started_at=start, lapses_at=end))
    for at, stands in ((start, True), (end, False)):
        for seconds in (-1, 1):
            place.stage.clock.instant = at + timedelta(seconds=seconds)
            answer = await place.run(f'{{ duty(id: "{shown["id"]}") {{ code }} }}', town)
            assert (answer["data"]["duty"] is not None) is (stands if seconds > 0 else not stands)


async def test_the_unit_above_counts_by_organisation_and_sees_no_child(place: Place) -> None:
    above = place.ground.caller("civil_affairs")
    counts = await place.run(
        "{ dutyCounts(first: 100) { nodes { code organisation { name } owed: duties { totalCount } "
        "late: duties(filter: { overdue: { eq: true } }) { totalCount } } } }", above)  # fmt: skip
    rows = [n for n in counts["data"]["dutyCounts"]["nodes"] if n["organisation"]["name"] != "civil_affairs"]
    assert {"town", "police"} <= {n["organisation"]["name"] for n in rows}
    assert not {"school", "other school"} & {n["organisation"]["name"] for n in rows}
    assert sum(n["owed"]["totalCount"] for n in rows) > 0
    listed = await place.run("{ duties(first: 100, filter: { mine: { eq: false } }) { nodes { child { id } dueAt } } }", above)
    assert {(n["child"], n["dueAt"]) for n in listed["data"]["duties"]["nodes"]} == {(None, None)}


async def test_the_lead_unit_owes_reviews_but_those_of_its_own_emergency_accesses(place: Place) -> None:
    """Those are the procuratorate's, until it has given its verdict; overdue at the same second."""
    ground, code = place.ground, "emergency_review"
    units = {unit: ground.caller(unit) for unit in ("civil_affairs", "procuratorate")}
    given = {"childId": ground.id("hidden child"), "reason": "独自在家，情况危急，需要立即联系监护人"}
    for opener, reviewer in (("police", "civil_affairs"), ("civil_affairs", "procuratorate")):
        before = {unit: named(await place.run(REVIEWS, caller), code) for unit, caller in units.items()}
        opened = await place.write("openEmergencyAccess", ground.caller(opener), show="id", **given)
        access = opened["data"]["done"]["emergencyAccess"]["id"]
        new = {unit: [d for d in named(await place.run(REVIEWS, c), code) if d not in before[unit]] for unit, c in units.items()}
        assert {unit: len(owed) for unit, owed in new.items()} == {unit: int(unit == reviewer) for unit in units}
        (owed,) = new[reviewer]
        due = datetime.fromisoformat(owed["dueAt"])
        assert due == due_after(NOW, {"value": 7, "unit": "day"})
        for seconds, overdue in ((-1, False), (1, True)):
            place.stage.clock.instant = due + timedelta(seconds=seconds)
            found = [d for d in named(await place.run(REVIEWS, units[reviewer]), code) if d["id"] == owed["id"]]
            assert {d["overdue"] for d in found} == {overdue}
        place.stage.clock.instant = NOW
        shown = await place.run(f'{{ emergencyAccess(id: "{access}") {{ version }} }}', units[reviewer])
        version = shown["data"]["emergencyAccess"]["version"]
        done = await place.write(
            "reviewEmergencyAccess", units[reviewer], show="", id=access, expectedVersion=version, justified=True
        )
        assert done["data"]["done"]["problems"] == []
        assert {unit: named(await place.run(REVIEWS, caller), code) for unit, caller in units.items()} == before


async def test_times_are_counted_as_by_the_fingers(stage: Stage) -> None:
    """Ends of months, leap years, public holidays and the weekends they are paid for with, on the database itself."""
    cases = [(day, value, unit) for day in DAYS for value in (1, 2, 5, 13) for unit in ("day", "workday", "month", "year")]
    made = [_after(constant(day), Kind.DATE, Number("n", value, unit, "plan-2.2", True, "")) for day, value, unit in cases]
    ((*found,),) = await stage.database.fetch(sa.select(*(m.label(f"c{n}") for n, m in enumerate(made))))
    for (day, value, unit), instant in zip(cases, found, strict=True):
        wanted = due_after(day, {"value": value, "unit": unit})
        assert instant in (wanted, utc_text(wanted)), (day, value, unit)


DAYS = (date(2024, 1, 31), date(2024, 2, 29), date(2025, 12, 31), date(2026, 2, 13), date(2026, 9, 30), date(2026, 4, 4))


async def test_workdays_follow_the_decrees() -> None:
    assert is_workday(date(2026, 2, 14)), "a Saturday on which the Spring Festival is worked for"
    assert not is_workday(date(2026, 2, 16))
    assert [is_workday(date(2090, 1, d)) for d in (6, 7)] == [True, False], "not decreed yet: Monday to Friday"
