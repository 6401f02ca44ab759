"""Every state table, whole: each (state, event, subject) passes where the table has it, else is refused and changes nothing.

Mechanisms: M14, M15, M16, M17.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from authz.state_table import BEGINNING, StateTable
from db.tables import TABLES
from db.tables.service import CHANGE, OUTBOX
from schema.catalog import snake
from schema.entities import CATALOG
from tests.mutations.cases import KITS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.place import Place, refusals

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEVER = "0" * 32


async def test_every_kind_of_case_has_its_kit(place: Place) -> None:
    assert KITS.keys() == place.stage.service.policies.states.keys()


async def _version(stand: Stand, entity: str, public_id: str, subject: str) -> str:
    """The version as the subject sees it; some text where it does not see the row."""
    answer = await stand.place.run(f'{{ {CATALOG[entity].singular}(id: "{public_id}") {{ version }} }}', stand.caller(subject))
    shown = (answer.get("data") or {}).get(CATALOG[entity].singular)
    return str(shown["version"]) if shown else NEVER


async def tried(stand: Stand, kit: Kit, row: Any, event: str, subject: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answer to an event of the row, with the further input `given`; to one that makes a case where `row` is None."""
    if row is not None and event in kit.names:
        given = given | {kit.names[event]: row["public_id"]}
    elif row is not None:
        given = given | {"id": row["public_id"], "expectedVersion": await _version(stand, kit.entity, row["public_id"], subject)}
    return await stand.place.write(event, stand.caller(subject), show="", **given)


def _refused_with(table: StateTable, seen: bool, event: str, subject: str) -> set[str]:
    """What may be answered: the event exists for whom the table gives it in some state, and tells of cases that he sees."""
    if not table.moves_at_all(event, subject):
        return {"FIELD_NOT_AVAILABLE", "NOT_FOUND"}
    return {"MOVE_NOT_ALLOWED"} if seen else {"NOT_FOUND"}


async def _size(place: Place, table: Any) -> int:
    return int((await place.rows(select(func.count()).select_from(table)))[0][0])


def _triples(table: StateTable, subjects: tuple[str, ...]) -> list[tuple[str, str, str]]:
    events = tuple(dict.fromkeys(m.event for m in table.moves))
    making = {m.event for m in table.moves if m.state == BEGINNING}
    return [
        (state, event, subject)
        for state in (BEGINNING, *table.enum.values)
        for event in events
        for subject in subjects
        if (state == BEGINNING) == (event in making)
    ]


@pytest.mark.parametrize("entity", KITS)
async def test_what_a_table_allows_passes(place: Place, entity: str) -> None:
    policies = place.stage.service.policies
    kit, table, stand = KITS[entity], policies.states[entity], Stand(place)
    stored = TABLES[entity]
    count = 0
    for state, event, subject in _triples(table, policies.declared.concrete):
        move = table.move(state, event, subject)
        if move is None:
            continue
        row = None if state == BEGINNING else kit.row(stand, state, subject)
        given = kit.input(stand, event, subject)
        await stand.put()
        changes, events = await _size(place, CHANGE), await _size(place, OUTBOX)
        answer = await tried(stand, kit, row, event, subject, given)
        assert refusals(answer) == [], (state, event, subject, answer)
        last = (await place.rows(select(OUTBOX.c.event, OUTBOX.c.row_id).order_by(OUTBOX.c.id.desc()).limit(1)))[0]
        assert last[0] == event
        key = last[1] if row is None else row["id"]
        found = await place.rows(select(stored.c[snake(table.field)]).where(stored.c.id == key))
        assert found[0][0] in move.next, (state, event, subject)
        assert await _size(place, OUTBOX) == events + 1
        assert await _size(place, CHANGE) > changes
        count += 1
    assert count >= len(table.moves)


@pytest.mark.parametrize("entity", KITS)
async def test_all_else_is_refused_and_changes_nothing(place: Place, entity: str) -> None:
    policies = place.stage.service.policies
    subjects = policies.declared.concrete
    kit, table, stand = KITS[entity], policies.states[entity], Stand(place)
    refused = [t for t in _triples(table, subjects) if table.move(*t) is None]
    rows = {(state, s): kit.row(stand, state, s) for state in table.enum.values for s in subjects}
    inputs = [kit.input(stand, event, subject) for _, event, subject in refused]
    await stand.put()
    before = await place.tables()
    for (state, event, subject), given in zip(refused, inputs, strict=True):
        row = rows.get((state, subject))
        answer = await tried(stand, kit, row, event, subject, given)
        expected = {"MOVE_NOT_ALLOWED"} if table.moves_at_all(event, subject) else {"FIELD_NOT_AVAILABLE", "NOT_FOUND"}
        assert refusals(answer), (state, event, subject)
        if row is not None and await _version(stand, entity, row["public_id"], subject) == NEVER:
            expected = {"FIELD_NOT_AVAILABLE", "NOT_FOUND"}  # a case that it does not see in this state
        assert set(refusals(answer)) <= expected, (state, event, subject, answer)
    assert len(refused) > (len(table.enum.values) - 1) * len(subjects)
    assert await place.tables() == before
