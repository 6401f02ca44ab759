"""A service over one database with the hand-made world in it: asked to write, and its tables compared."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from authz.caller import Caller
from core.clock import utc_text
from db.tables import metadata
from db.tables.service import ARCHIVED, IDEMPOTENCY, OUTBOX
from resolvers.request import GraphQLRequest
from schema.mutations import MUTATIONS
from tests.mutations.world import BORN, VILLAGE, Ground, ground, number
from tests.oracle.pools import NOW
from tests.oracle.service import Stage

LOGS = frozenset({"disclosure_event", "disclosure_subject", "plan_descriptor", "refusal", "exact_match_quota"})
"""Tables that an answer or a refusal may write without having changed anything."""

DERIVED = frozenset({"duty", "duty_count", "work_calendar"})
"""Tables that follow from the others; tests/duties holds them to what they follow from."""

Tables = dict[str, list[tuple[Any, ...]]]


class Place:
    """One database with `Ground` in it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ground: Ground = ground()

    async def reset(self) -> None:
        """The world as made, no key used, no event waiting, nothing archived. What was changed stays remembered."""
        await self.stage.load(self.ground.world)
        async with self.stage.database.transaction() as transaction:
            for table in (IDEMPOTENCY, OUTBOX, ARCHIVED):
                await transaction.fetch(sa.delete(table))

    async def run(
        self, document: str, caller: Caller, variables: Mapping[str, Any] | None = None, name: str | None = None
    ) -> dict[str, Any]:
        """The whole answer to an operation."""
        request = GraphQLRequest(document, name, dict(variables or {}), True)
        answer = await self.stage.service.run(request, caller, "en")
        made: dict[str, Any] = json.loads(answer.body)
        return made

    async def write(self, mutation: str, caller: Caller, show: str = "id", **given: Any) -> dict[str, Any]:
        """The whole answer to one mutation; `given` over the good input of the mutation, a key of its own each time.

        `show`: the selection on the record in the payload, the empty text for none. A value of None leaves the
        input field out.
        """
        usual = good(mutation, self.ground) if mutation in WRITERS else {}
        merged = {"idempotencyKey": uuid.uuid4().hex} | usual | given
        spec = MUTATIONS[mutation]
        record = f"{spec.result} {{ {show} }}" if show else ""
        receipt = "receiptCode" if spec.receipt else ""
        return await self.run(
            f"mutation($input: {spec.input_type}!) {{ done: {mutation}(input: $input) "
            f"{{ {record} {receipt} problems {{ field code message }} }} }}",
            caller, {"input": {k: v for k, v in merged.items() if v is not None}},
        )  # fmt: skip

    async def tables(self) -> Tables:
        """Every row of every table but the logs, sorted."""
        out: Tables = {}
        for table in metadata.sorted_tables:
            if table.name not in LOGS | DERIVED:
                rows = await self.stage.database.fetch(sa.select(table))
                out[table.name] = sorted((tuple(r) for r in rows), key=repr)
        return out

    async def rows(self, statement: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement of the test's own."""
        return [tuple(r) for r in await self.stage.database.fetch(statement)]

    async def change(self, *statements: Any) -> None:
        """Changes the database behind the service's back."""
        async with self.stage.database.transaction() as transaction:
            for statement in statements:
                await transaction.fetch(statement)


def added(before: Tables, after: Tables) -> dict[str, int]:
    """Table -> rows more (or fewer) than before; tables that are as they were are left out."""
    return {n: len(after[n]) - len(rows) for n, rows in before.items() if after[n] != rows}


def wrote(times: int = 1, changes: int | None = None, **tables: int) -> dict[str, int]:
    """What `added` is after `times` mutations: rows of tables (0: one row changed), and what each leaves behind. `changes`:
    rows written, if not these."""
    own = [n or 1 for name, n in tables.items() if not name.endswith("_revision")]
    rows = sum(own) if changes is None else changes
    return tables | {"idempotency": times, "outbox": times, "change": rows}


def good(mutation: str, at: Ground) -> dict[str, Any]:
    """A good input of each mutation, the key aside."""
    return {
        "registerChild": {
            "name": "新生", "sex": "MALE", "birthDate": BORN.isoformat(), "identityNumber": number(sequence=101),
            "category": "LEFT_BEHIND", "residenceAddress": "一组 8 号", "registeredDivisionCode": str(VILLAGE),
            "villageId": village_id(at, VILLAGE),
        },
        "registerGuardian": {
            "childId": at.id("child"), "relationship": "MOTHER", "custody": True, "away": True,
            "awaySince": "2025-02-01", "entrusted": False, "presentCarer": False, "name": "王母",
            "telephone": "13900001111", "employer": "电子厂", "destination": "深圳",
        },
        "recordAttendance": {"childId": at.id("child"), "date": "2026-03-02", "status": "UNEXCUSED", "note": "未到校"},
        "fileReport": {
            "kind": "LIVING_ALONE", "childDescription": "约八岁男孩", "content": "独自在家三天",
            "discoveredAt": utc_text(NOW - timedelta(minutes=90)),
        },
        "recordIncident": {
            "childId": at.id("child"), "reportId": at.id("report"), "kind": "LIVING_ALONE", "summary": "已到场",
            "filedAsCase": False,
        },
    }[mutation]  # fmt: skip


def village_id(at: Ground, key: int) -> str:
    """Public id of a village by its code."""
    return next(str(v["public_id"]) for v in at.world.tables["Village"] if v["id"] == key)


WRITERS = {
    "registerChild": "town", "registerGuardian": "town", "recordAttendance": "school", "fileReport": "village",
    "recordIncident": "police",
}  # fmt: skip
"""Mutation -> an organisation that may run it on the good input."""


def codes(answer: Mapping[str, Any]) -> list[str]:
    """Codes of the top-level errors."""
    return [e["extensions"]["code"] for e in answer.get("errors", [])]


def problems(answer: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    """(field, code) of each problem of the mutation."""
    assert "errors" not in answer, answer["errors"]
    return [(p["field"], p["code"]) for p in answer["data"]["done"]["problems"]]


def refusals(answer: Mapping[str, Any]) -> list[str]:
    """Codes of the errors, and of the problems of the mutation."""
    done = (answer.get("data") or {}).get("done") or {}
    return [*codes(answer), *(p["code"] for p in done.get("problems", []))]
