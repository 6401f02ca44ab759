"""Plan to statement: one SELECT that reads, decides, lays out the answer and yields what it disclosed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, column, exists, func, literal_column, select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as postgresql_dialect
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect

from db.binds import Binds, Values
from db.disclose import Disclosure
from db.elements import SqlText, TextAggregate
from db.needs import Needs
from db.predicates import Conditions, Names
from db.render import COUNT_CAP, Renderer, joined, nested
from db.rows import BlockRows
from db.slots import assign, descriptor, descriptor_hash
from planner.plan import Everything, Plan, RootBlock, RootComposite, RootConstant, RootNodes, Row, Shown, Through
from schema.catalog import Kind
from schema.predicate import Operand

DIALECTS: Mapping[str, Any] = {"sqlite": sqlite_dialect(), "postgresql": postgresql_dialect()}  # type: ignore[no-untyped-call] # SQLAlchemy's own


@dataclass(frozen=True, slots=True)
class Nulls:
    """A list of as many nulls as there are ids."""

    ids: Operand


Part = str | int | Shown | Nulls
"""Of the answer: text, the number of a column of the statement's row, a value of the request's, nulls."""


@dataclass(frozen=True)
class Statement:
    """A compiled plan. The row holds the texts of `assembly`, then one truth value per cursor, then (SQLite)
    the number of disclosed rows and the log rows as text. PostgreSQL writes the log within the statement.
    A plan without blocks has no `sql`."""

    sql: str
    values: Values
    assembly: Sequence[Part]
    cursors: range
    log_at: int | None
    descriptor: bytes
    descriptor_hash: str


class StatementBuilder:
    """Builds the statement of one plan for one database."""

    def __init__(self, plan: Plan, dialect: str, policy_version: str) -> None:
        self.plan, self.dialect = plan, dialect
        self.binds, names = Binds(), Names()
        conditions = Conditions(self.binds, names)
        self.needs = Needs(plan)
        self.slots = dict(assign(plan))
        self.rows: dict[str, BlockRows] = {}
        for name, block in plan.blocks.items():
            self.rows[name] = BlockRows(block, self.needs, self.slots, conditions, names, dialect, self.rows)
        self.renderer = Renderer(self.rows, self.slots)
        self.policy_version = policy_version
        self._aggregate()

    def _aggregate(self) -> None:
        """Aggregates connections from the innermost outward: children were made after their parents."""
        bodies = self._bodies()
        for name in reversed(list(self.plan.blocks)):
            block = self.plan.blocks[name]
            if block.counted:
                if isinstance(block.source, Through):
                    self.renderer.counted[name] = self.rows[name].counted(COUNT_CAP)
                elif isinstance(block.source, Everything):
                    self.renderer.counted[name] = self.rows[name].branches.count(name, COUNT_CAP)
            if name in bodies:
                self.renderer.aggregate(block, bodies[name])

    def _bodies(self) -> dict[str, Any]:
        """The body of each block that is a connection."""
        out: dict[str, Any] = {}

        def visit(piece: Any) -> None:
            for many in nested(piece):
                out[many.block] = many.body
                for _, inner in many.body.entries:
                    visit(inner)

        for body, block in self._root_bodies():
            if block is not None:
                out[block] = body
            for _, piece in body.entries:
                visit(piece)
        return out

    def _root_bodies(self) -> list[tuple[Any, str | None]]:
        """Bodies of root fields; with their block where they are connections."""
        out: list[tuple[Any, str | None]] = []
        for root in self.plan.roots:
            if isinstance(root, RootBlock):
                out.append((root.body, None if root.single else root.block))
            elif isinstance(root, RootNodes):
                out.extend((body, None) for _, body in root.blocks)
            elif isinstance(root, RootComposite):
                out.extend((part.body, None) for _, part in root.fields if isinstance(part, RootBlock))
        return out

    # -- roots ------------------------------------------------------------------------------------------------------

    def _root(self, root: RootBlock) -> Any:
        if root.single:
            text = joined(self.renderer.parts(root.body))
            source = self.renderer.with_nested(root.block, [root.body])
            return func.coalesce(select(text).select_from(source).scalar_subquery(), SqlText("null"))
        text = joined(self.renderer.connection(root.body, root.block))
        return select(text).select_from(self.renderer.aggregated[root.block]).scalar_subquery()

    def _nodes(self, root: RootNodes) -> Any:
        """A JSON list with an item for each id given, in order."""
        ids = self.binds.bind(root.ids, Kind.ID, listed=True)
        source: Any
        if self.dialect == "sqlite":
            given = func.json_each(ids).table_valued(column("value"), column("key"), name="given")
            source, at, value = given, given.c.key, given.c.value
        else:
            given = func.unnest(ids).table_valued(column("value"), with_ordinality="at", name="given").render_derived()
            source, at, value = given, given.c.at, given.c.value
        text: Any = SqlText("null")
        for block, body in root.blocks:
            rows = self.rows[block]
            made = (
                select(rows.public_id(Row(block)).label("pid"), joined(self.renderer.parts(body)).label("t"))
                .select_from(self.renderer.with_nested(block, [body]))
                .cte(f"{block}_g")
            )
            source = source.outerjoin(made, made.c.pid == value)
            text = case((made.c.t.is_not(None), made.c.t), else_=text)
        ordered = select(text.label("t")).select_from(source).order_by(at).subquery()
        return func.coalesce(select(TextAggregate(ordered.c.t)).select_from(ordered).scalar_subquery(), SqlText(""))

    def _assembly(self) -> tuple[list[Part], list[Any]]:
        out: list[Part] = []
        columns: list[Any] = []

        def add(text: Any) -> None:
            out.append(len(columns))
            columns.append(text.label(f"r{len(columns)}"))

        out.append("{")
        for n, root in enumerate(self.plan.roots):
            out.append(("," if n else "") + json.dumps(root.key) + ":")
            match root:
                case RootConstant(_, text):
                    out.append(text)
                case RootBlock():
                    add(self._root(root))
                case RootNodes():
                    if root.blocks:
                        out.append("[")
                        add(self._nodes(root))
                        out.append("]")
                    else:
                        out.append(Nulls(root.ids))
                case RootComposite():
                    out.append("{")
                    for m, (key, part) in enumerate(root.fields):
                        out.append(("," if m else "") + json.dumps(key) + ":")
                        if isinstance(part, RootBlock):
                            add(self._root(part))
                        else:
                            out.append(part)
                    out.append("}")
        out.append("}")
        return out, columns

    # -- the whole --------------------------------------------------------------------------------------------------

    def build(self) -> Statement:
        """The statement. Equal plans give equal texts."""
        assembly, columns = self._assembly()
        if not self.plan.needs_statement:
            return Statement("", self.binds.binder((), self.dialect), tuple(assembly), range(0), None, b"", "")
        at = len(columns)
        cursors = [r.ordering.cursor for r in self.rows.values() if r.ordering.cursor is not None]
        for n, cte in enumerate(cursors):
            columns.append(exists(select(literal_column("1")).select_from(cte)).label(f"v{n}"))
        disclosure = Disclosure(self.plan, self.rows, self.slots, self.renderer)
        log_at = None
        if self.dialect == "sqlite":
            log_at = len(columns)
            columns += [disclosure.count().label("n"), disclosure.as_text().label("s")]
        query = select(*columns)
        if self.dialect == "postgresql":
            for name, statement in zip(("log_e", "log_s"), disclosure.inserts(self.binds), strict=False):
                query = query.add_cte(statement.cte(name))
        compiled = query.compile(dialect=DIALECTS[self.dialect])
        order = compiled.positiontup or []
        body = descriptor(self.plan, self.slots, self.needs.members(), self.policy_version)
        return Statement(
            str(compiled), self.binds.binder(order, self.dialect), tuple(assembly), range(at, at + len(cursors)),
            log_at, body, descriptor_hash(body),
        )  # fmt: skip


def compile_plan(plan: Plan, dialect: str, policy_version: str) -> Statement:
    """The statement of a plan; `dialect` is `sqlite` or `postgresql`."""
    return StatementBuilder(plan, dialect, policy_version).build()
