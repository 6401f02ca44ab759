"""Police look for a child by exact identity number: one at a time, counted, logged, and never in a URL."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from authz.caller import Caller
from core.errors import TonghuError
from db.tables import TABLES
from db.tables.service import DISCLOSURE_EVENT, EXACT_MATCH_QUOTA
from resolvers.request import GraphQLRequest
from server.body import request_from_body, request_from_query_string
from tests.http_client import codes
from tests.mutations.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHO = "{ children { totalCount nodes { id name identityNumber birthDate residenceAddress guardianships { totalCount } } } }"
CHILD = TABLES["Child"].c


async def search(place: Place, number: str | None, caller: Caller, document: str = WHO) -> dict[str, Any]:
    answer = await place.stage.service.run(GraphQLRequest(document, None, None, True, number), caller, "en")
    made: dict[str, Any] = json.loads(answer.body)
    return made


async def unseen(place: Place, caller: Caller) -> tuple[str, str]:
    """(id, identity number) of a child whom the caller does not see."""
    seen = {c["id"] for c in (await search(place, None, caller))["data"]["children"]["nodes"]}
    numbered = await place.rows(select(CHILD.public_id, CHILD.identity_number).where(CHILD.identity_number.is_not(None)))
    return next((child, number) for child, number in numbered if child not in seen)


async def test_the_child_is_found_and_no_more_of_it_than_who_it_is(place: Place) -> None:
    police = place.ground.caller("police")
    child, number = await unseen(place, police)
    before = (await search(place, None, police))["data"]["children"]["totalCount"]
    found = (await search(place, number, police))["data"]["children"]
    assert found["totalCount"] == before + 1
    [shown] = [c for c in found["nodes"] if c["id"] == child]
    assert (shown["identityNumber"], shown["residenceAddress"], shown["guardianships"]) == (number, None, None)
    by_id = f'{{ child(id: "{child}") {{ name }} node(id: "{child}") {{ id }} }}'
    assert (await search(place, number, police, by_id))["data"]["node"] == {"id": child}
    assert (await search(place, None, police, by_id))["data"] == {"child": None, "node": None}


async def test_a_number_that_nobody_has_answers_as_no_number(place: Place) -> None:
    police = place.ground.caller("police")
    assert await search(place, "110101199003070011", police) == await search(place, None, police)


@pytest.mark.parametrize("subject", ["town", "school", "village", "court", "civil_affairs"])
async def test_for_others_it_opens_nothing(place: Place, subject: str) -> None:
    caller, document = place.ground.caller(subject), "{ children { totalCount nodes { id } } }"
    plain = await search(place, None, caller, document)
    for (number,) in await place.rows(select(CHILD.identity_number).where(CHILD.identity_number.is_not(None))):
        assert await search(place, number, caller, document) == plain


async def test_it_is_counted_and_logged_without_the_number(place: Place) -> None:
    police, event = place.ground.caller("police"), DISCLOSURE_EVENT.c
    _, number = await unseen(place, police)
    used = select(EXACT_MATCH_QUOTA.c.used).where(EXACT_MATCH_QUOTA.c.person_id == police.person_id)
    before = sum(r[0] for r in await place.rows(used))
    await search(place, number, police)
    assert sum(r[0] for r in await place.rows(used)) == before + 1
    [(operands,)] = await place.rows(select(event.operands).order_by(event.id.desc()).limit(1))
    assert "Child.identityNumber" in operands and number not in operands


@pytest.mark.parametrize("number", ["50011220150901001", "500112201509010011", "５００１１２２０１５０９０１００１１", "x", ""])
async def test_what_is_no_identity_number_is_refused(place: Place, number: str) -> None:
    assert codes(await search(place, number, place.ground.caller("police"))) == ["IDENTITY_NUMBER_INVALID"]


async def test_a_change_is_made_without_it(place: Place) -> None:
    """A mutation's rules never see the number: what it may change is what is in the caller's work."""
    police = place.ground.caller("police")
    child, number = await unseen(place, police)
    document = (
        f'mutation {{ recordIncident(input: {{idempotencyKey: "s1", childId: "{child}", kind: MISSING, summary: "x"}}) '
        "{ incident { id } problems { code } } }"
    )
    with_number = await search(place, number, police, document)
    without = await search(place, None, police, document.replace('"s1"', '"s2"'))
    assert with_number == without
    assert '"id"' not in json.dumps(with_number)


async def test_it_comes_in_a_body_alone() -> None:
    good = {"query": WHO, "extensions": {"soughtIdentityNumber": "500112201509010011"}}
    assert request_from_body(json.dumps(good).encode()).sought == "500112201509010011"
    assert request_from_body(json.dumps(good | {"extensions": {}}).encode()).sought is None
    for refused in (
        lambda: request_from_body(json.dumps(good | {"extensions": {"soughtIdentityNumber": 5}}).encode()),
        lambda: request_from_query_string(b"query=%7Bx%7D&extensions=%7B%22soughtIdentityNumber%22%3A%221%22%7D"),
    ):
        with pytest.raises(TonghuError) as error:
            refused()
        assert error.value.code == "REQUEST_MALFORMED"
