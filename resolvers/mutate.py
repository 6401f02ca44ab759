"""Root mutation fields: in order, each in a transaction of its own; a failure nulls only itself, with its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError, GraphQLObjectType
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from authz.caller import Caller
from authz.view import View
from core.errors import TonghuError, Words
from db.database import Transaction, settled
from db.duties import Renewals, Written
from db.statement import compile_plan
from db.tables.service import IDEMPOTENCY
from resolvers.attributes import attributes_of, operation_hash
from resolvers.planned import Planned, check_cursors
from resolvers.prepared import Operation, Prepared, value_refused
from resolvers.request import Answer, GraphQLRequest
from resolvers.work import (
    agreements,
    assessments,
    assistance,
    attendance,
    children,
    commendations,
    consents,
    corrections,
    duty_failures,
    emergency_access,
    guardians,
    help_plans,
    incidents,
    injuries,
    lead_tasks,
    petitions,
    placements,
    protection_orders,
    record_ends,
    referrals,
    report_moves,
    reports,
    responses,
    sanctions,
    temporary_guardianship,
    town_notices,
)
from resolvers.work.base import Outcome, Problems, Work, registered
from resolvers.work.record import record_event
from schema.mutations import MUTATIONS
from schema.mutations.declare import MutationSpec

if TYPE_CHECKING:
    from resolvers.pipeline import Pipeline

WORK_MODULES = (
    agreements, assessments, assistance, attendance, children, commendations, consents, corrections, duty_failures,
    emergency_access, guardians, help_plans, incidents, injuries, lead_tasks, petitions, placements, protection_orders, record_ends,
    referrals, report_moves, reports, responses, sanctions, temporary_guardianship, town_notices,
)  # fmt: skip
"""Imported for what they register."""

_KEYS = ("person_id", "organisation_id", "mutation", "key")
_KNOWN = select(IDEMPOTENCY.c.input_hash, IDEMPOTENCY.c.row_id).where(
    *(IDEMPOTENCY.c[n] == bindparam(f"k_{n}") for n in _KEYS)
)
_DONE = update(IDEMPOTENCY).where(*(IDEMPOTENCY.c[n] == bindparam(f"k_{n}") for n in _KEYS)).values(
    row_id=bindparam("written")
)  # fmt: skip


def _claim(dialect: str) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    columns = [*_KEYS, "input_hash", "entity", "row_id", "recorded_at"]
    made = insert(IDEMPOTENCY).values({n: bindparam(n) for n in columns})
    return made.on_conflict_do_nothing().returning(IDEMPOTENCY.c.key)


@dataclass(frozen=True, slots=True)
class Request:
    """What all root fields of one mutation operation share."""

    prepared: Prepared
    operation: Operation
    graphql: GraphQLRequest
    caller: Caller
    language: str


class Mutator:
    """Runs mutation operations for the pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self._claim = _claim(pipeline.database.dialect)
        self._renewals: dict[str, Renewals] = {}

    async def run(
        self, prepared: Prepared, operation: Operation, request: GraphQLRequest, caller: Caller, language: str
    ) -> Answer:
        """Runs the root fields one after the other. A refusal before the first has run is the answer's.

        Raises TOO_MANY_MUTATIONS.
        """
        at = Request(prepared, operation, request, self.pipeline.seeking(request, caller), language)
        values = prepared.variables(operation, request.variables)
        mutation = prepared.schema.mutation_type
        assert mutation is not None  # noqa: S101 - validated against this schema
        fields = collect_fields(prepared.schema, prepared.fragments, values, mutation, operation.node).grouped_field_set
        most = self.pipeline.limits.public_mutations
        if caller.is_public and sum(f[0].node.name.value != "__typename" for f in fields.values()) > most:
            raise TonghuError("TOO_MANY_MUTATIONS", limit=most)
        data: list[bytes] = []
        errors: list[TonghuError] = []
        for n, (key, details) in enumerate(fields.items()):
            text = b"null"
            try:
                text = await self._field(at, mutation, key, details, values)
            except TonghuError as error:
                if not n and error.entry.status >= 500:
                    raise
                errors.append(_at_path(error, key))
            except GraphQLError as error:
                errors.append(_at_path(value_refused(error), key))
            except Exception as error:  # what ran before it is committed, and is answered
                errors.append(_at_path(self.pipeline.failed(error, request), key))
            data.append(orjson.dumps(key) + b":" + text)
        body = b'{"data":{' + b",".join(data) + b"}"
        if errors:
            self.pipeline.refusals.note(caller, errors, operation_hash(request.document, request.operation_name))
            body += b',"errors":' + orjson.dumps([e.as_dict(language) for e in errors])
        return Answer(body + b"}", None)

    async def _field(
        self, at: Request, mutation: GraphQLObjectType, key: str, details: list[Any], values: VariableValues
    ) -> bytes:
        name = details[0].node.name.value
        if name == "__typename":
            return b'"Mutation"'
        spec = MUTATIONS[name]
        given = get_argument_values(mutation.fields[name], details[0].node, values)["input"]
        planned = self._payload(at, spec, key, details)
        attributes = self._attributes(at, planned)
        sought = {name: [given[n]] for n, name in spec.seeks.items() if given.get(n) is not None}
        searches = bool(sought) or at.caller.sought_identity_number is not None
        if planned.plan.exact or searches:
            attributes["operands"] = await self.pipeline.exact.allow(planned.plan, planned.slots, at.caller, sought)

        async def write() -> Any:
            async with self.pipeline.database.transaction() as transaction:
                outcome = await self._once(at, spec, transaction, given, attributes)
                attributes.update(written_key=outcome.key, receiptCode=outcome.receipt, problems=[])
                return await self._read(transaction, planned, attributes)

        try:
            row = await settled(write)
        except Problems as refused:
            if searches:  # to have sought and not found is an attempt that the lead unit can ask about
                self.pipeline.refusals.note(at.caller, refused.problems, attributes["operation_hash"])
            problems = [p.as_problem(at.language) for p in refused.problems]
            attributes |= {"written_key": None, "receiptCode": None, "problems": problems}
            async with self.pipeline.database.transaction() as transaction:
                row = await self._read(transaction, planned, attributes)
        made = self.pipeline.assembled(planned, attributes, row)
        return made[len(orjson.dumps(key)) + 2 : -1]  # without the root object that holds this one field

    # -- payload ----------------------------------------------------------------------------------------------------

    def _payload(self, at: Request, spec: MutationSpec, key: str, details: list[Any]) -> Planned:
        flat = at.operation.shaper(at.prepared.variables(at.operation, at.graphql.variables))
        shape = ("payload", key, flat.shape)
        found = at.operation.statements.get(shape)
        if found is None:
            plan = self.pipeline.builder(at.prepared, at.operation, flat, at.graphql.variables).payload(spec, key, details)
            statement = compile_plan(plan, self.pipeline.database.dialect, at.prepared.view.policy_version)
            found = at.operation.statements[shape] = (plan, statement)
        return Planned(found[0], found[1], flat.slots)

    def _attributes(self, at: Request, planned: Planned) -> dict[str, Any]:
        pipeline = self.pipeline
        made = attributes_of(at.caller, at.prepared.view, pipeline.clock, "mutation", pipeline.secret)
        made["operation_hash"] = operation_hash(at.graphql.document, at.graphql.operation_name)
        made["descriptor_hash"] = planned.statement.descriptor_hash
        return made

    async def _read(self, transaction: Transaction, planned: Planned, attributes: Mapping[str, Any]) -> Any:
        if not planned.statement.sql:
            return ()
        await self.pipeline.describe(planned.statement, transaction)
        row = await transaction.read(planned.statement, attributes, planned.slots)
        check_cursors(planned.statement, row)
        return row

    # -- idempotency and work ---------------------------------------------------------------------------------------

    async def _once(
        self, at: Request, spec: MutationSpec, transaction: Transaction, given: Mapping[str, Any], attributes: Mapping[str, Any]
    ) -> Outcome:
        """Does the work, or finds what the same key has done before. Raises IDEMPOTENCY_KEY_REUSED."""
        token = given["idempotencyKey"]
        if not 8 <= len(token) <= 100:
            reason = Words("幂等键须为 8 至 100 字符", "the idempotency key must have 8 to 100 characters")
            raise Problems(TonghuError("VALUE_INVALID", field="idempotencyKey", reason=reason))
        digest = sha256(orjson.dumps(given, option=orjson.OPT_SORT_KEYS)).hexdigest()
        caller = at.caller
        keys = {
            "person_id": caller.actor_key or 0,
            "organisation_id": caller.organisation_id or 0,
            "mutation": spec.name,
            # Nobody's keys are apart from each other: a key with another input is another key.
            "key": f"{token}:{digest}" if caller.is_public else token,
        }
        row = {**keys, "input_hash": digest, "entity": spec.entity, "row_id": 0, "recorded_at": attributes["now"]}
        named = {f"k_{n}": v for n, v in keys.items()}
        if not await transaction.fetch(self._claim, row):
            known = await transaction.fetch(_KNOWN, named)
            if not known or known[0][0] != digest:
                raise TonghuError("IDEMPOTENCY_KEY_REUSED")
            return Outcome(known[0][1], self._receipt(spec, known[0][1]))
        work = self._work(at, spec, transaction, given, attributes)
        work.hold_near()
        outcome = await registered[spec.name](work)
        work.stop_if_problems()
        await record_event(transaction, work.now, spec.name, spec.result_entity, outcome.key, work.addressed)
        await self._renew(transaction, work.written, attributes["today"])
        await transaction.fetch(_DONE, {**named, "written": outcome.key})
        return replace(outcome, receipt=self._receipt(spec, outcome.key))

    async def _renew(self, transaction: Transaction, written: Mapping[str, set[int | None]], today: date) -> None:
        """What is due follows what was written, in the same transaction."""
        policies = self.pipeline.policies
        if policies.version not in self._renewals:
            self._renewals = {policies.version: Renewals(policies.duties, self.pipeline.database.dialect)}
        await self._renewals[policies.version].after(transaction, Written.of(written), today)

    def _receipt(self, spec: MutationSpec, key: int) -> str | None:
        return reports.receipt_code(self.pipeline.secret, key) if spec.receipt else None

    def _officer(self, subject: str) -> View:
        policies = self.pipeline.policies
        return policies.view(subject, policies.widest_role(subject))

    def _work(
        self, at: Request, spec: MutationSpec, transaction: Transaction, given: Mapping[str, Any], attributes: Mapping[str, Any]
    ) -> Work:
        pipeline = self.pipeline
        return Work(
            spec, transaction, pipeline.database.dialect, at.prepared.view, at.caller, attributes["now"],
            attributes["today"], attributes, pipeline.secret, given, pipeline.limits.home_district,
            declared=pipeline.policies.declared, others=self._officer,
        )  # fmt: skip


def _at_path(error: TonghuError, key: str) -> TonghuError:
    error.path = [key]
    return error

