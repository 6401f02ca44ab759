"""How an operation becomes an answer. `Pipeline._query` reads as the stages of design.md section 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from traceback import extract_tb
from typing import Any

import orjson
import structlog
from cachetools import LRUCache
from graphql import GraphQLError

from authz.build import Policies
from authz.caller import Caller
from authz.view import View
from core.clock import Clock, work_date
from core.errors import RequestRefusedError, TonghuError
from db.binds import item_value
from db.database import Database, Descriptor, Transaction, describing
from db.statement import Nulls, Part, Statement, compile_plan
from planner.build import Builder
from planner.limits import DocumentLimits, PlanLimits, check_values
from planner.plan import Shown
from planner.quick import Slow
from planner.shape import Flattened
from resolvers.attributes import attributes_of, operation_hash
from resolvers.exact import ExactMatches
from resolvers.introspection import introspector
from resolvers.mutate import Mutator
from resolvers.planned import Planned, check_cursors, check_ids
from resolvers.prepared import Operation, Prepared, prepare, value_refused
from resolvers.refusals import Refusals
from resolvers.request import Answer, GraphQLRequest, refusal
from schema.identity import check_identity_number

log = structlog.get_logger("tonghu.pipeline")


@dataclass(frozen=True)
class Limits:
    """What an operation may ask for at most."""

    document: DocumentLimits
    nodes: int
    rows: int
    exact_matches: int
    cache_entries: int
    home_district: int
    """Key of the district where a report without a place is taken to be."""
    filter_conditions: int = 200
    filter_relations: int = 4
    values: int = 20_000
    public_mutations: int = 1
    """Mutation fields of one operation of a caller without a token."""

    @cached_property
    def plan(self) -> PlanLimits:
        """What a plan may ask for."""
        return PlanLimits(self.nodes, self.rows, self.filter_conditions, self.filter_relations)


class Pipeline:
    """The service: runs operations of callers against one database under one policy version."""

    def __init__(self, database: Database, policies: Policies, clock: Clock, limits: Limits, secret: bytes) -> None:
        self.database, self.policies, self.clock, self.limits, self.secret = database, policies, clock, limits, secret
        self._prepared: LRUCache[tuple[Any, str], Prepared] = LRUCache(limits.cache_entries)
        self._described: set[str] = set()
        self.refusals = Refusals(database, clock)
        self.exact = ExactMatches(database, clock, limits.exact_matches, secret)
        self.mutator = Mutator(self)

    # -- the service interface --------------------------------------------------------------------------------------

    async def run(self, request: GraphQLRequest, caller: Caller, language: str) -> Answer:
        """Runs one operation. Every refusal is an answer with a code; nothing else leaves."""
        try:
            view = self.policies.view(caller.subject, caller.role.value if caller.role else None, caller.purpose)
            check_values(request.variables, self.limits.values)
            prepared = self.prepared(view, request.document)
            operation = prepared.operation(request.operation_name)
            if operation.kind == "mutation":
                if not request.allow_mutation:
                    raise TonghuError("MUTATION_OVER_GET")
                return await self.mutator.run(prepared, operation, request, caller, language)
            return Answer(await self._query(prepared, operation, request, caller), None)
        except RequestRefusedError as error:
            return await self._refused(error.errors, request, caller, language)
        except TonghuError as error:
            return await self._refused((error,), request, caller, language)
        except GraphQLError as error:  # an argument's or a directive's value, known only with the variables
            return await self._refused((value_refused(error),), request, caller, language)
        except Exception as error:
            return refusal([self.failed(error, request)], language)

    def failed(self, error: Exception, request: GraphQLRequest) -> TonghuError:
        """INTERNAL for a defect, which is logged without its message and without values of its frames: both may hold rows."""
        frames = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in extract_tb(error.__traceback__)[-6:]]
        operation_name = operation_hash(request.document, request.operation_name)
        log.error("operation failed", error=type(error).__name__, at=frames, operation=operation_name)
        return TonghuError("INTERNAL")

    async def ready(self) -> bool:
        """The database answers."""
        return await self.database.ready()

    async def close(self) -> None:
        """Writes what is still counted in memory and closes the database."""
        await self.refusals.flush()
        await self.database.close()

    # -- stages -----------------------------------------------------------------------------------------------------

    async def _query(self, prepared: Prepared, operation: Operation, request: GraphQLRequest, caller: Caller) -> bytes:
        planned = self.planned(prepared, operation, request.variables)
        check_ids(planned)
        caller = self.seeking(request, caller)
        attributes = attributes_of(caller, prepared.view, self.clock, "read", self.secret)
        if planned.plan.exact or caller.sought_identity_number is not None:
            attributes["operands"] = await self.exact.allow(planned.plan, planned.slots, caller)
        row = await self.read(planned, attributes, request)
        return b"".join((b'{"data":', self.assembled(planned, attributes, row), b"}"))

    def seeking(self, request: GraphQLRequest, caller: Caller) -> Caller:
        """The caller, with the number that he looks for in this one request. Raises IDENTITY_NUMBER_INVALID."""
        if request.sought is None:
            return caller
        check_identity_number(request.sought, today=work_date(self.clock.now()))
        return replace(caller, sought_identity_number=request.sought)

    def prepared(self, view: View, text: str) -> Prepared:
        """The document prepared for the view, kept by both."""
        key = (view.key, text)
        found = self._prepared.get(key)
        if found is None:
            found = self._prepared[key] = prepare(view, text, self.limits.document)
        return found

    def planned(self, prepared: Prepared, operation: Operation, given: Mapping[str, Any] | None) -> Planned:
        """The operation's plan and statement, kept by the shape of its variables."""
        try:
            shape, slots = operation.quick(given or {})
        except Slow:
            flat = operation.shaper(prepared.variables(operation, given))
            shape, slots = flat.shape, flat.slots
        found = operation.statements.get(shape)
        if found is None:
            flat = operation.shaper(prepared.variables(operation, given))
            plan = self.builder(prepared, operation, flat, given).query()
            statement = compile_plan(plan, self.database.dialect, prepared.view.policy_version)
            found = operation.statements[flat.shape] = (plan, statement)
        return Planned(found[0], found[1], slots)

    def builder(
        self, prepared: Prepared, operation: Operation, flat: Flattened, given: Mapping[str, Any] | None
    ) -> Builder:
        """A plan builder over symbolic variables."""
        introspect = introspector(prepared.schema, operation.node, prepared.fragments, dict(given or {}))
        return Builder(
            prepared.view, prepared.schema, prepared.fragments, operation.node, flat.symbolic,
            self.limits.plan, introspect,
        )  # fmt: skip

    async def read(self, planned: Planned, attributes: dict[str, Any], request: GraphQLRequest) -> Sequence[Any]:
        """Runs the statement, if there is anything to read. Its log is durable then. Raises CURSOR_EXPIRED."""
        statement = planned.statement
        if not statement.sql:
            return ()
        attributes["operation_hash"] = operation_hash(request.document, request.operation_name)
        attributes["descriptor_hash"] = statement.descriptor_hash
        await self.describe(statement)
        row = await self.database.read(statement, attributes, planned.slots)
        check_cursors(statement, row)
        return row

    async def describe(self, statement: Statement, transaction: Transaction | None = None) -> None:
        """Stores what the statement's flags mean: once per process and plan, or within a transaction that may yet fail."""
        if statement.descriptor_hash in self._described:
            return
        descriptor = Descriptor(statement.descriptor_hash, self.policies.version, statement.descriptor.decode())
        if transaction is not None:
            await transaction.fetch(describing(self.database.dialect), descriptor.row())
            return
        async with self.database.transaction() as own:
            await own.fetch(describing(self.database.dialect), descriptor.row())
        self._described.add(statement.descriptor_hash)

    def assembled(self, planned: Planned, attributes: Mapping[str, Any], row: Sequence[Any]) -> bytes:
        """The JSON text of the answer's data."""
        return "".join(
            [
                part if isinstance(part, str) else row[part] if isinstance(part, int) else _shown(part, planned, attributes)
                for part in planned.statement.assembly
            ]
        ).encode()

    async def _refused(
        self, errors: Sequence[TonghuError], request: GraphQLRequest, caller: Caller, language: str
    ) -> Answer:
        self.refusals.note(caller, errors, operation_hash(request.document, request.operation_name))
        return refusal(errors, language)


def _shown(part: Part, planned: Planned, attributes: Mapping[str, Any]) -> str:
    if isinstance(part, Shown):
        value = attributes[part.name]
        if part.entries:
            value = [{key: item[name] for key, name in part.entries} for item in value]
        return orjson.dumps(value).decode()
    assert isinstance(part, Nulls)  # noqa: S101 - the last kind of part
    return "[" + ",".join(["null"] * len(item_value(part.ids, planned.slots))) + "]"

