"""Cases that single guards stand for and that no attack names: doors that overlap, records behind a door, cells of a row."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from db.tables import TABLES
from tests.attacks.worlds import key, row
from tests.mutations.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_row_behind_several_doors_is_not_listed_or_counted_twice(place: Place) -> None:
    """A child of the town that is referred to the town as well."""
    again = row("Referral", "referral for guardianship_guidance", child_id=key("child"))
    await place.stage.load(again(place.ground, place.ground.world))
    answer = await place.run("{ children { totalCount nodes { name } } }", place.ground.caller("town"))
    names = [n["name"] for n in answer["data"]["children"]["nodes"]]
    assert names == ["child", "classmate", "referred child"]
    assert answer["data"]["children"]["totalCount"] == 3


async def test_a_record_joined_to_a_visible_row_must_be_visible_itself(place: Place) -> None:
    """The household of a child of the town stands in another town."""
    child = TABLES["Child"]
    elsewhere = place.ground.rows["other household"]["id"]
    await place.change(update(child).where(child.c.id == place.ground.rows["child"]["id"]).values(household_id=elsewhere))
    document = f'{{ child(id: "{place.ground.id("child")}") {{ household {{ number }} }} }}'
    assert (await place.run(document, place.ground.caller("town")))["data"]["child"]["household"] is None
    assert (await place.run(document, place.ground.caller("civil_affairs")))["data"]["child"]["household"] is not None


async def test_a_sheltered_child_s_place_is_not_reached_through_the_organisation(place: Place) -> None:
    """The relation belongs to the hidden group of that row, though the organisation is in everybody's directory."""
    shelter = row("Intervention", "intervention", kind="SHELTER", organisation_id=key("school"), started_on=date(2026, 2, 1))
    await place.stage.load(shelter(place.ground, place.ground.world))
    document = "{ interventions(filter: {kind: {eq: SHELTER}}) { nodes { organisation { name } } } }"
    assert (await place.run(document, place.ground.caller("town")))["data"]["interventions"]["nodes"] == [{"organisation": None}]
