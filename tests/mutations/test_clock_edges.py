"""What opens or shuts by the clock alone: a second before and a second after each edge, and the next query shows it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
import pytest_asyncio

from authz.caller import Caller
from authz.duties import duties_on
from core.clock import NEVER_BEGAN, NEVER_ENDS, WORK_ZONE, SystemClock, work_date
from db.duties import refresh_duties
from db.schema_upgrade import in_transaction
from tests.mutations.cases.kit import Stand
from tests.mutations.cases.ruling import where
from tests.mutations.place import Place
from tests.mutations.world import TOWN, VILLAGE, Ground
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECOND = timedelta(seconds=1)
TODAY = work_date(NOW)
FIRST, LAST = TODAY + timedelta(days=10), TODAY + timedelta(days=40)
BORN = date(TODAY.year - 16, TODAY.month, TODAY.day) + timedelta(days=20)


def midnight(day: date) -> datetime:
    """The instant at which a date of work begins."""
    return datetime.combine(day, time(), WORK_ZONE).astimezone(UTC)


OVER = midnight(LAST + timedelta(days=1))


def child(stand: Stand, **given: object) -> Values:
    usual: Values = {
        "sealed": False, "household_id": None, "school_id": None, "school_district_id": None, "identity_number": None,
        "birth_date": BORN, "birth_year": BORN.year, **Ground.where(TOWN, VILLAGE),
    }  # fmt: skip
    return stand.add("Child", **usual | given)


def carer(stand: Stand) -> Values:
    return stand.add("Guardian", identity_number=None, suspended_at_ms=None)


def asked(entity: str, row: Values, by: Caller, field: str = "id") -> tuple[str, str, str, Caller]:
    return entity, str(row["public_id"]), field, by


@dataclass(frozen=True)
class Edge:
    """`made(stand)` adds the rows and gives (entity, id, field, caller) to ask; the field is shown in each span between `at`
    or not, as `shown` says."""

    made: Callable[[Stand], tuple[str, str, str, Caller]]
    at: tuple[datetime, ...]
    shown: tuple[bool, ...]


def _agreement(stand: Stand) -> tuple[Values, Values, Values]:
    of, who = child(stand, school_id=stand.ground.rows["school"]["id"]), carer(stand)
    made = stand.add(
        "Agreement", status="IN_FORCE", starts_on=FIRST, ends_on=LAST, carer_id=who["id"], parent_id=carer(stand)["id"],
        other_parent_id=None, arranged_by_person_id=stand.caller("village").person_id, supervised_by_person_id=None, **where(of),
    )  # fmt: skip
    return of, who, made


def entrusted_child(stand: Stand) -> tuple[str, str, str, Caller]:
    of, who, _ = _agreement(stand)
    return asked("child", of, Caller(subject="entrusted_guardian", guardian_id=who["id"]), "name")


def entrusted_agreement(stand: Stand) -> tuple[str, str, str, Caller]:
    _, who, made = _agreement(stand)
    return asked("agreement", made, Caller(subject="entrusted_guardian", guardian_id=who["id"]))


def agreement_at_school(stand: Stand) -> tuple[str, str, str, Caller]:
    return asked("agreement", _agreement(stand)[2], stand.ground.caller("school"))


def _tie(stand: Stand, **given: object) -> tuple[str, str, str, Caller]:
    of, who = child(stand), carer(stand)
    usual: Values = {"custody": True, "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN, **where(of)}
    stand.add("Guardianship", guardian_id=who["id"], **usual | given)
    return asked("child", of, Caller(subject="guardian", guardian_id=who["id"]), "name")


def _ordered(stand: Stand) -> tuple[Values, Values]:
    of = child(stand, school_id=stand.ground.rows["school"]["id"])
    who = stand.add("Guardian", identity_number=None, suspended_at_ms=None, telephone="13800001234")
    stand.add(
        "Guardianship", guardian_id=who["id"], ends_at=NEVER_ENDS, barred_until=NEVER_BEGAN, custody=True, present_carer=True,
        **where(of),
    )  # fmt: skip
    stand.add("ProtectionOrder", status="IN_FORCE", valid_until=LAST, guardian_id=who["id"], petition_id=None, **where(of))
    return of, who


def child_of_one_under_order(stand: Stand) -> tuple[str, str, str, Caller]:
    of, who = _ordered(stand)
    return asked("child", of, Caller(subject="guardian", guardian_id=who["id"]), "name")


def telephone_of_one_under_order(stand: Stand) -> tuple[str, str, str, Caller]:
    _, who = _ordered(stand)
    return asked("guardian", who, stand.ground.caller("school"), "telephone")


def referred(stand: Stand) -> tuple[str, str, str, Caller]:
    of = child(stand)
    stand.add(
        "Referral", purpose="social_work", status="ACCEPTED", accepted_at=NOW, ends_at=NOW + timedelta(hours=5),
        to_organisation_id=stand.organisation("social_work_body"), **where(of),
    )  # fmt: skip
    return asked("child", of, stand.caller("social_work_body"), "name")


def broken_glass(stand: Stand) -> tuple[str, str, str, Caller]:
    of, by = child(stand), stand.caller("hospital")
    stand.add(
        "EmergencyAccess", purpose="rescue", status="OPENED", revoked=False, opened_at=NOW + timedelta(hours=1),
        ends_at=NOW + timedelta(hours=5), person_id=by.person_id, organisation_id=by.organisation_id, reviewed_at=None,
        reviewed_by_person_id=None, **where(of),
    )  # fmt: skip
    return asked("child", of, by, "name")


def of_school_age(stand: Stand) -> tuple[str, str, str, Caller]:
    return asked("child", child(stand), stand.caller("education"), "name")


HOURS = (NOW + timedelta(hours=1), NOW + timedelta(hours=5))
SIXTEEN = midnight(BORN.replace(year=BORN.year + 16))
EDGES = {
    "an entrusted guardian sees the child while the agreement is in force":
        Edge(entrusted_child, (midnight(FIRST), OVER), (False, True, False)),
    "an entrusted guardian sees the agreement while it is in force":
        Edge(entrusted_agreement, (midnight(FIRST), OVER), (False, True, False)),
    "a school sees who cares until the agreement ends": Edge(agreement_at_school, (OVER,), (True, False)),
    "a guardian sees the child until the tie ends":
        Edge(lambda s: _tie(s, ends_at=HOURS[1]), (HOURS[1],), (True, False)),
    "a guardian is barred until an instant": Edge(lambda s: _tie(s, barred_until=HOURS[1]), (HOURS[1],), (False, True)),
    "a protection order hides the child until it is over": Edge(child_of_one_under_order, (OVER,), (False, True)),
    "a protection order hides the telephone from the school": Edge(telephone_of_one_under_order, (OVER,), (False, True)),
    "a referral ends": Edge(referred, HOURS[1:], (True, False)),
    "an emergency access begins and ends": Edge(broken_glass, HOURS, (False, True, False)),
    "school age ends with sixteen full years": Edge(of_school_age, (SIXTEEN,), (True, False)),
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def clock(place: Place) -> AsyncIterator[None]:
    """The clock of the service, put back afterwards."""
    yield
    place.stage.clock.instant = NOW


async def shown(place: Place, entity: str, public_id: str, field: str, by: Caller) -> bool:
    """The field is shown, by the record's own query and by `node`, which agree."""
    kind = entity[0].upper() + entity[1:]
    answer = await place.run(
        f'{{ own: {entity}(id: "{public_id}") {{ {field} }} any: node(id: "{public_id}") {{ ... on {kind} {{ {field} }} }} }}', by
    )
    own, other = answer["data"]["own"], answer["data"]["any"]
    assert own == other
    return own is not None and own[field] is not None


async def test_what_is_kept_of_the_machines_instant_is_that_instant() -> None:
    """What opens at the present instant is open at once: PostgreSQL would keep parts of a millisecond that it is not asked by."""
    clock = SystemClock()
    assert {clock.now().microsecond % 1000 for _ in range(1000)} == {0}


@pytest.mark.parametrize("name", EDGES)
async def test_a_second_before_and_after_an_edge(place: Place, name: str) -> None:
    edge, stand = EDGES[name], Stand(place)
    entity, public_id, field, by = edge.made(stand)
    await stand.put()
    assert len(edge.shown) == len(edge.at) + 1
    for n, instant in enumerate(edge.at):
        for step, expected in ((-SECOND, edge.shown[n]), (SECOND, edge.shown[n + 1])):
            place.stage.clock.instant = instant + step
            assert await shown(place, entity, public_id, field, by) is expected, (instant, step)


async def test_what_a_child_is_owed_ends_with_its_sixteenth_birthday(place: Place) -> None:
    stand = Stand(place)
    made = child(stand, on_file_since=TODAY)
    await stand.put()
    in_transaction(place.stage.url, lambda connection: refresh_duties(connection, duties_on(TODAY), NOW))
    query = '{ duties(first: 100, filter: { code: { eq: "first_check_up" } }) { nodes { child { id } } } }'
    for step, owed in ((-SECOND, True), (SECOND, False)):
        place.stage.clock.instant = SIXTEEN + step
        nodes = (await place.run(query, stand.caller("town")))["data"]["duties"]["nodes"]
        assert (made["public_id"] in [n["child"]["id"] for n in nodes if n["child"]]) is owed
