"""Runs one operation as one subject on one database and keeps what each stage made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from audit.kinds import SUBJECT_KINDS
from authz.build import Policies
from core.clock import FixedClock, utc_text, work_date
from core.settings import Settings
from db.schema_upgrade import upgrade
from db.statement import Statement
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, PLAN_DESCRIPTOR
from planner.plan import Plan
from resolvers.pipeline import Pipeline
from resolvers.request import GraphQLRequest
from server.databases import open_database
from server.wiring import limits
from tests.golden.text import plan_text, sql_text
from tests.golden.world import NOW, caller, world
from tests.oracle.loader import Loader

SECRET = b"the golden files' secret: 32 byte"
_KINDS = {number: entity for entity, number in SUBJECT_KINDS.items()}


@dataclass(frozen=True)
class Made:
    """What one operation became. `plan` and the lists are None or empty where it was refused before."""

    plan: Plan | None
    sql: str
    values: list[Any]
    result: Any
    disclosure: Any


class Stage:
    """A service over a database that holds the golden world."""

    def __init__(self, url: str, policies: Policies) -> None:
        self.database: Any = open_database(Settings(database_url=url, database_connections=1))
        self.service = Pipeline(self.database, policies, FixedClock(NOW), limits(Settings()), SECRET)
        self._ran: list[tuple[Statement, list[Any]]] = []
        self._event = 0
        """The id of the last operation's entry in the log."""
        self._read = self.database.read
        self.database.read = self._recorded

    @staticmethod
    async def fill(url: str) -> None:
        """Makes the tables at `url` and puts the golden world into them."""
        upgrade(url, today=work_date(NOW))
        loader = Loader(url)
        await loader.load(world())
        await loader.close()

    async def _recorded(self, statement: Statement, attributes: Mapping[str, Any], slots: Sequence[Any]) -> Any:
        self._ran.append((statement, statement.values(attributes, slots)))
        self._event = attributes["event_id"]
        return await self._read(statement, attributes, slots)

    async def run(self, document: str, variables: dict[str, Any], subject: str) -> Made:
        """The operation of `document` as the officer of `subject`, and the log of it alone."""
        self._ran.clear()
        who = caller(subject)
        answer = await self.service.run(GraphQLRequest(document, None, variables, False), who, "en")
        result = json.loads(answer.body)
        if answer.code is not None and not self._ran:
            return Made(None, "", [], result, None)
        view = self.service.policies.view(who.subject, who.role.value if who.role else None, who.purpose)
        prepared = self.service.prepared(view, document)
        plan = self.service.planned(prepared, prepared.operation(None), variables).plan
        if not self._ran:
            return Made(plan, "", [], result, None)
        [(statement, values)] = self._ran
        return Made(plan, statement.sql, [self._plain(v) for v in values], result, await self._disclosure())

    def _plain(self, value: Any) -> Any:
        """A bound value as JSON has it; what differs from run to run has its name instead."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1 << 53:
            return "<event id>"
        if value == self.service.policies.version:
            return "<policy version>"
        if isinstance(value, str) and any(value == s.descriptor_hash for s, _ in self._ran):
            return "<descriptor>"
        if isinstance(value, datetime):
            return utc_text(value)
        return value.isoformat() if isinstance(value, date) else value

    async def _disclosure(self) -> dict[str, Any]:
        event, subject = DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
        hidden = ("id", "recorded_at", "policy_version", "descriptor_hash", "operation_hash")
        shown = [c for c in event.c if c.name not in hidden]
        of = {"e": self._event}
        [row] = await self.database.fetch(sa.select(*shown, event.c.descriptor_hash).where(event.c.id == sa.bindparam("e")), of)
        columns = [subject.c[n] for n in ("subject_kind", "subject_key", "slot", "flags")]
        rows = await self.database.fetch(sa.select(*columns).where(subject.c.event_id == sa.bindparam("e")), of)
        [[body]] = await self.database.fetch(
            sa.select(PLAN_DESCRIPTOR.c.body).where(PLAN_DESCRIPTOR.c.hash == sa.bindparam("h")), {"h": row[-1]}
        )
        meaning = json.loads(body)
        return {
            "event": dict(zip([c.name for c in shown], row, strict=False)),
            "subjects": [f"{_KINDS[k]} {key} slot {slot} doors {flags:b}" for k, key, slot, flags in sorted(map(tuple, rows))],
            "fieldsUsed": meaning["fieldsUsed"],
            "doors": [line for record in meaning["records"] for line in _doors(record)],
        }

    async def close(self) -> None:
        await self.service.close()


def _doors(record: dict[str, Any]) -> list[str]:
    """What each flag of a record stands for, a line a door."""
    return [
        f"slot {record['slot']} bit {door['bit']}: {record['entity']} at {'.'.join(record['path'])} by {door['door']}: "
        + ", ".join(f"{member} {action} {basis}" for member, (action, basis) in door["members"].items())
        for door in record["doors"]
    ]


def written(made: Mapping[str, Made]) -> dict[str, str]:
    """File suffix -> text, of one operation as one subject on all databases. Their answers must be the same."""
    first = made["sqlite"]
    for other in made.values():
        assert other.result == first.result and json.dumps(other.result) == json.dumps(first.result)
        assert other.disclosure == first.disclosure
        assert other.plan == first.plan
    out = {"result.json": _json(first.result)}
    if first.plan is not None:
        out["plan.txt"] = plan_text(first.plan)
    if first.sql:
        out |= {f"{dialect}.sql": sql_text(m.sql) for dialect, m in made.items()}
        out["values.txt"] = "\n".join(
            f"{dialect}: " + json.dumps(m.values, ensure_ascii=False) for dialect, m in made.items()
        ) + "\n"
        out["disclosure.json"] = _json(first.disclosure)
    return out


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

