"""The duties that a line of a state table names are those that its move starts and ends; no duty of a case is without an end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update

from authz.duties import Duties, DutyRule
from authz.duty_check import SET, UNSET
from authz.state_table import BEGINNING, Move, StateTable
from core.clock import utc_text
from db.duties import renewal
from db.duty_rows import Scope
from db.tables import TABLES
from schema.catalog import Kind, snake
from schema.entities import CATALOG
from tests.mutations.cases import KITS
from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.place import Place, refusals
from tests.mutations.test_states import tried
from tests.oracle.pools import NOW
from tests.oracle.service import policies_of
from tests.oracle.world import Values

DUTY = TABLES["Duty"]
Standing = set[tuple[str, int]]
"""(code, key of the record) of each duty that has not lapsed."""


def _owing(rule: DutyRule, row: Values, state_column: str) -> dict[str, Any]:
    """What makes a row of the rule's entity one that owes, its state aside."""
    storage, out = CATALOG[rule.of].storage, {}
    for column, values in rule.where:
        if values == (UNSET,):
            out[column] = None
        elif values != (SET,) and column != state_column:
            out[column] = values[0]
    needed = [c for c in (rule.start, rule.due, *(c for c, values in rule.where if values == (SET,))) if c is not None]
    for column in needed:
        if row[column] is None:
            out[column] = NOW.date() if storage[column][0] is Kind.DATE else NOW
    return out


class Walk:
    """Moves cases on one database and compares the duties before and after."""

    def __init__(self, place: Place) -> None:
        self.place, self.stand = place, Stand(place)
        self.duties: Duties = place.stage.service.policies.duties
        self.full = renewal(self.duties, NOW.year, Scope(), place.stage.database.dialect)

    async def standing(self) -> Standing:
        found = await self.place.rows(select(DUTY.c.code, DUTY.c.source_id, DUTY.c.lapses_at))
        return {(code, key) for code, key, end in found if (end if isinstance(end, str) else utc_text(end)) > utc_text(NOW)}

    async def renewed(self) -> Standing:
        """The duties after a full renewal."""
        async with self.place.stage.database.transaction() as transaction:
            for statement in self.full.statements:
                await transaction.fetch(statement)
        return await self.standing()

    async def cases(self, kit: Kit, table: StateTable, move: Move, subject: str) -> list[Values | None]:
        """A case for each rule that it may owe by, made to owe; each way in which the kit makes it."""
        if move.state == BEGINNING:
            return [None]
        stored, column = TABLES[table.entity], snake(table.field)
        owed = [r for r in self.duties.rules.values() if r.of == table.entity]
        made: list[Values | None] = []
        for row_of in (kit.row, *kit.other_rows):
            for rule in owed or [None]:
                row = row_of(self.stand, move.state, subject)
                await self.stand.put()
                owing = _owing(rule, row, column) if rule else {}
                if owing:
                    await self.place.change(update(stored).where(stored.c.id == row["id"]).values(owing))
                made.append(row)
        return made

    async def moved(
        self, kit: Kit, event: str, subject: str, row: Values | None, given: dict[str, Any]
    ) -> tuple[Standing, Standing]:
        """(duties that the event has started, those that it has ended)."""
        before = await self.renewed()
        answer = await tried(self.stand, kit, row, event, subject, given)
        assert refusals(answer) == [], (kit.entity, event, subject, answer)
        after = await self.standing()
        assert await self.renewed() == after, "a full renewal finds what the mutation left undone"
        return after - before, before - after

    async def line(self, kit: Kit, table: StateTable, move: Move) -> tuple[set[str], set[str]]:
        """Codes of all duties that the move was seen to start and to end."""
        subject = "village" if "village" in move.subjects else min(move.subjects)
        started, ended = set(), set()
        for way in ({}, *kit.ways.get(move.event, ())):
            for row in await self.cases(kit, table, move, subject):
                self.stand.forget()
                given = {**kit.input(self.stand, move.event, subject), **way}
                await self.stand.put()
                new, gone = await self.moved(kit, move.event, subject, row, given)
                started |= {code for code, _ in new}
                ended |= {code for code, _ in gone}
        return started, ended


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("entity", KITS)
async def test_a_move_starts_and_ends_the_duties_that_its_line_names(place: Place, entity: str) -> None:
    table, walk = place.stage.service.policies.states[entity], Walk(place)
    named: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for move in table.moves:
        named[move.state, move.event][0].update(move.starts)
        named[move.state, move.event][1].update(move.ends)
    seen = {(m.state, m.event): await walk.line(KITS[entity], table, m) for m in table.moves}
    assert seen == named


def _of_cases(duties: Duties, kinds: set[str]) -> Iterator[str]:
    """Codes of duties of a kind of case, and of those that a kind of case meets."""
    for code, rule in duties.rules.items():
        if rule.of in kinds or (rule.met is not None and rule.met.entity in kinds):
            yield code


def test_some_move_starts_and_some_move_ends_each_duty_of_a_case() -> None:
    policies = policies_of()
    moves = [m for table in policies.states.values() for m in table.moves]
    codes = set(_of_cases(policies.duties, set(policies.states)))
    begun = {entity for entity, table in policies.states.items() if table.begun}  # by the service itself, whatever was moved
    assert {code for m in moves for code in m.starts} >= codes - set(_of_cases(policies.duties, begun))
    assert {code for m in moves for code in m.ends} >= codes
    assert len(codes) > 15
