"""Plan to statement: one SELECT that reads, decides, lays out the answer and yields what it disclosed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, case, column, exists, func, select, union_all
from sqlalchemy.dialects.postgresql.asyncpg import dialect as postgresql_dialect
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect

from core.errors import TonghuError
from db.binds import Binds, Values
from db.disclose import Disclosure
from db.elements import ConcatAggregate, SqlText, TextAggregate, number
from db.needs import Needs
from db.predicates import Conditions, Names
from db.render import COUNT_CAP, ROWS_ENOUGH, Renderer, joined, templates_of
from db.rows import RowsBuilder
from db.slots import assign, descriptor, descriptor_hash
from db.timeline import instant, newest_first
from planner.plan import (
    OfChild,
    Plan,
    RootBlock,
    RootComposite,
    RootConstant,
    RootNodes,
    RootTimeline,
    Row,
    Shown,
    Through,
)
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


DEEPEST = 5
"""Lists in lists, the root's counted: SQLite's parser has room for 100 open things, of which each level takes 12."""


def check_depth(plan: Plan) -> None:
    """Raises DOCUMENT_TOO_DEEP where lists stand in lists more than `DEEPEST` deep, whichever the database."""
    depth: dict[str, int] = {}
    for name, block in plan.blocks.items():  # parents come before their children
        depth[name] = 1 + (depth[block.source.parent.block] if isinstance(block.source, Through) else 0)
        if depth[name] > DEEPEST:
            raise TonghuError("DOCUMENT_TOO_DEEP", limit=DEEPEST)


class StatementBuilder:
    """Builds the statement of one plan for one database."""

    def __init__(self, plan: Plan, dialect: str, policy_version: str) -> None:
        check_depth(plan)
        self.plan, self.dialect = plan, dialect
        self.binds, names = Binds(), Names()
        self.needs = Needs(plan)
        self.slots = dict(assign(plan))
        conditions = Conditions(self.binds, names, dialect)
        self.rows = RowsBuilder(plan, self.needs, self.slots, conditions, names, dialect)
        self.renderer = Renderer(self.rows, self.slots)
        self.policy_version = policy_version
        self.logs: list[Any] = []
        self.counts: list[Any] = []

    # -- roots ------------------------------------------------------------------------------------------------------

    def _scalar(self, column: Any, cte: CTE) -> Any:
        query: Any = select(column).select_from(cte)
        return query.scalar_subquery()

    def _listed(self, ordered: Any) -> Any:
        """The column `t` of an ordered selection as the items of a JSON list, in that order."""
        rows = ordered.limit(number(ROWS_ENOUGH)).offset(number(0)).subquery("listed")
        return func.coalesce(self._scalar(TextAggregate(rows.c.t), rows), SqlText(""))

    def _root(self, root: RootBlock) -> Any:
        """The JSON of a root field, from one row that its block was aggregated to."""
        block = self.plan.blocks[root.block]
        templates = [root.body] if root.single else templates_of(root.body)
        columns, table = self.renderer.aggregated(block, templates, None)
        if block.counted:
            self.renderer.totals[block.name] = self.rows.counted(block, None, COUNT_CAP)
        made: Any = select(*(c.label(n) for n, c in columns.items())).select_from(table)
        cte = made.cte(f"{block.name}_j").prefix_with("MATERIALIZED")
        self._logged(block.name, self._scalar(cte.c.log, cte) if "log" in columns else None, self._scalar(cte.c.rows, cte))
        if root.single:
            return func.coalesce(self._scalar(cte.c.t0, cte), SqlText("null"))
        text = self.renderer.connection(
            root.body, block.name, lambda t: func.coalesce(cte.c[f"t{templates.index(t)}"], SqlText("")), dict(cte.c)
        )
        return self._scalar(joined(text), cte)

    def _logged(self, block: str, log: Any, count: Any) -> None:
        self.counts.append(count)
        if block in self.renderer.logs and log is not None:
            self.logs.append(log)

    def _nodes(self, root: RootNodes) -> Any:
        """A JSON list with an item for each id given, in order."""
        ids = self.binds.bind(root.ids, Kind.ID, listed=True)
        if self.dialect == "sqlite":
            given: Any = func.json_each(ids).table_valued(column("value"), column("key"), name="given")
            at = given.c.key
        else:
            given = func.unnest(ids).table_valued(column("value"), with_ordinality="at", name="given").render_derived()
            at = given.c.at
        source: Any = given
        text: Any = SqlText("null")
        for name, body in root.blocks:
            block = self.plan.blocks[name]
            rows = self.renderer.complete(block, [body], None)
            columns = [rows.public_id(Row(name)).label("pid"), joined(self.renderer.parts(body)).label("t")]
            if name in self.renderer.logs:
                columns.append(self.renderer.entries.of_row(rows, self.renderer.packs).label("log"))
            query: Any = select(*columns).select_from(rows.table)
            made = query.cte(f"{name}_g").prefix_with("MATERIALIZED")
            log = self._scalar(ConcatAggregate(made.c.log), made) if name in self.renderer.logs else None
            self._logged(name, log, self._scalar(func.count(), made))
            source = source.outerjoin(made, made.c.pid == given.c.value)
            text = case((made.c.t.is_not(None), made.c.t), else_=text)
        return self._listed(select(text.label("t")).select_from(source).order_by(at))

    def _timeline(self, root: RootTimeline) -> Any:
        """A JSON list of the newest rows among those of all blocks; only they are logged."""
        found: list[Any] = []
        for name, body in root.blocks:
            block = self.plan.blocks[name]
            assert isinstance(block.source, OfChild)  # noqa: S101 - of a timeline
            rows, at = self.renderer.complete(block, [body], None), Row(name)
            moment = instant(block.source.moment, rows.column(at, block.source.moment.column), self.dialect)
            place = (moment.label("i"), number(block.source.rank).label("r"), rows.key(at).label("k"))
            shown = joined(self.renderer.parts(body)).label("t")
            log = self.renderer.entries.of_row(rows, self.renderer.packs).label("log")
            found.append(select(*place, shown, log).select_from(rows.table).subquery(f"{name}_t"))
        first = root.blocks[0][0]
        size = self.rows.size(self.plan.blocks[first])
        whole = union_all(*(select(*f.c) for f in found)).subquery(f"{first}_u") if len(found) > 1 else found[0]
        newest = select(*whole.c).order_by(*newest_first(whole)).limit(size).offset(number(0))
        cut = newest.cte(f"{first}_w").prefix_with("MATERIALIZED")
        self._logged(first, self._scalar(ConcatAggregate(cut.c.log), cut), self._scalar(func.count(), cut))
        return self._listed(select(cut.c.t).order_by(*newest_first(cut)))

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
                case RootTimeline():
                    out.append("[")
                    if root.blocks:
                        add(self._timeline(root))
                    out.append("]")
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

    def build(self, logged: bool = True) -> Statement:
        """The statement. Equal plans give equal texts. Not `logged`: what is read stays in the service."""
        assembly, columns = self._assembly()
        if not self.plan.needs_statement:
            return Statement("", self.binds.binder((), self.dialect), tuple(assembly), range(0), None, b"", "")
        at = len(columns)
        cursors = [o.cursor for o in self.rows.orderings.values() if o.cursor is not None]
        cursors += self.rows.timelines.cursors.values()
        for n, cte in enumerate(cursors):
            columns.append(exists(select(number(1)).select_from(cte)).label(f"v{n}"))
        disclosure = Disclosure(self.logs, self.counts)
        log_at = None
        if self.dialect == "sqlite":
            log_at = len(columns)
            columns += [disclosure.count().label("n"), disclosure.text().label("s")]
        query = select(*columns)
        if self.dialect == "postgresql" and logged:
            for name, statement in zip(("log_e", "log_s"), disclosure.inserts(self.binds), strict=False):
                query = query.add_cte(statement.cte(name))
        compiled = query.compile(dialect=DIALECTS[self.dialect])
        order = compiled.positiontup or []
        body = descriptor(self.plan, self.slots, self.needs.members(), self.policy_version)
        return Statement(
            str(compiled), self.binds.binder(order, self.dialect), tuple(assembly), range(at, at + len(cursors)),
            log_at, body, descriptor_hash(body),
        )  # fmt: skip


def compile_plan(plan: Plan, dialect: str, policy_version: str, logged: bool = True) -> Statement:
    """The statement of a plan; `dialect` is `sqlite` or `postgresql`. Not `logged`: its row must not leave the service."""
    return StatementBuilder(plan, dialect, policy_version).build(logged)
