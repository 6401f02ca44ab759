"""Pieces to text: the JSON of an answer, and the log of what it discloses, as SQL expressions over blocks.

A block is read once: its rows, then on each row the packs of the lists below it, then one aggregate that
gives the texts of the list and of its log. Lists below a row are correlated subqueries in that row, so an
index serves each and a limit stops it.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import case, func, select, true
from sqlalchemy.sql.selectable import Select

from authz.view import Action
from db.elements import (
    RANK_DIGITS,
    AnyTrue,
    ConcatAggregate,
    Joined,
    KeyedHash,
    Ranked,
    SqlText,
    TextAggregate,
    number,
)
from db.entries import Entries
from db.json_text import JsonOf, json_parts, masked
from db.pack import Layout, Packed
from db.rows import RowsBuilder
from db.slots import Slotted
from db.source import Source
from planner.plan import (
    Block,
    Capped,
    Cell,
    Edges,
    IdOf,
    Many,
    Name,
    Nodes,
    Object,
    One,
    PageInfo,
    Piece,
    Row,
    Through,
    Total,
    Version,
)
from schema.catalog import Field, Kind
from schema.entities import CATALOG

ROWS_ENOUGH = 1_000_000
"""A limit that no page reaches."""
COUNT_CAP = 10_000
"""`totalCount` goes no further."""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def joined(parts: list[Any]) -> Any:
    """Texts in sequence, neighbouring constants made one."""
    out: list[Any] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif not isinstance(part, str) or part:
            out.append(part)
    made = [SqlText(p) if isinstance(p, str) else p for p in out]
    return made[0] if len(made) == 1 else Joined(*made) if made else SqlText("")


def templates_of(body: Object) -> list[Object]:
    """The row templates of a connection, each once."""
    return list(dict.fromkeys(p.row for _, p in body.entries if isinstance(p, Edges | Nodes)))


def nested(piece: Piece) -> list[Many]:
    """The nested connections that a row's piece holds, through to-one records, not inside other lists."""
    match piece:
        case Many():
            return [piece]
        case One(_, body):
            return nested(body)
        case Edges(row) | Nodes(row):
            return nested(row)
        case Object(entries):
            return [m for _, p in entries for m in nested(p)]
        case _:
            return []


class Renderer:
    """Renders the blocks of one plan."""

    def __init__(self, rows: RowsBuilder, slots: dict[Row, Slotted]) -> None:
        self.rows, self.plan, self.slots = rows, rows.plan, slots
        self.entries = Entries(rows.plan, slots)
        self.logs = self.entries.logging_blocks()
        self.packs: dict[str, Packed] = {}
        self.totals: dict[str, Any] = {}
        self.sources: dict[str, Source] = {}
        self.steps: dict[str, list[Any]] = {}

    # -- a block ----------------------------------------------------------------------------------------------------

    def complete(self, block: Block, templates: list[Object], parent: Source | None) -> Source:
        """The block's rows with the packs of all lists below them; at most the page, and one to look ahead."""
        source = self.rows.rows(block, parent)
        lists = list(dict.fromkeys(m for t in templates for m in nested(t)))
        columns: list[Any] = list(source.table.c)
        for many in lists:
            inner = self.plan.blocks[many.block]
            self.rows.guards[inner.name] = self._guards(many, source)
            if inner.counted:
                columns.append(self.rows.counted(inner, source, COUNT_CAP).label(f"n_{inner.name}"))
            columns.append(self._pack(inner, many.body, source).scalar_subquery().label(f"p_{inner.name}"))
        ordering = self.rows.orderings[block.name]
        ranked = block.look_ahead or ordering.backward or self._asks_ids(block)
        if ranked:
            columns.append(func.row_number().over().label("rn"))
        exact = self.rows.exact(block)
        if exact and not lists and not ranked:
            self.steps[block.name] = [source.table]
            self.sources[block.name] = source
            return source
        # A fence: what stands in a column is computed once, however often it is used.
        size = number(ROWS_ENOUGH) if exact else self.rows.size(block)
        query: Any = select(*columns).select_from(source.table).limit(size).offset(number(0))
        if parent is not None:
            query = query.correlate(parent.table)
        made = Source(block, query.cte(f"{block.name}_p"), source.opposed)
        self.steps[block.name] = [source.table, made.table]
        self.sources[block.name] = made
        for many in lists:
            self._keep(many, made)
        return made

    def _guards(self, many: Many, source: Source) -> list[Any]:
        """What must hold of the parent's row before anything is read: the relation is granted there."""
        allowed = source.opened(many.parent, self._relation(many), Action.READ)
        return [] if allowed is true() else [allowed] if allowed is not None else [~true()]

    def _keep(self, many: Many, source: Source) -> None:
        inner = self.plan.blocks[many.block]
        self.packs[inner.name] = Packed(self._layout(inner, many.body), source.table.c[f"p_{inner.name}"])
        if inner.counted:
            self.totals[inner.name] = source.table.c[f"n_{inner.name}"]

    def _relation(self, many: Many) -> str:
        source = self.plan.blocks[many.block].source
        assert isinstance(source, Through)  # noqa: S101 - Many is nested
        return source.relation.name

    def _asks_ids(self, block: Block) -> bool:
        return bool(block.page) and any(
            name in ("startCursor", "endCursor") for name in self.rows.needs.page_info.get(block.name, ())
        )

    # -- aggregates -------------------------------------------------------------------------------------------------

    def _layout(self, block: Block, body: Object) -> Layout:
        """What a nested block's pack holds."""
        digits = [f"f{n}" for n in range(len(block.view.doors))] if self._merges(block) else []
        digits += ["more"] if block.look_ahead else []
        texts = ["log"] if block.name in self.logs else []
        ids = ("first_id", "last_id") if self._asks_ids(block) else ()
        texts += [f"t{n}" for n in range(len(templates_of(body)))]
        return Layout(tuple(digits), ids, tuple(texts) or ("rows",))

    def _merges(self, block: Block) -> bool:
        place = self.slots.get(Row(block.name))
        return place is not None and place.merged_into is not None and len(block.view.doors) > 1

    def _pack(self, block: Block, body: Object, parent: Source) -> Select[Any]:
        columns, table = self.aggregated(block, templates_of(body), parent)
        made = self._layout(block, body).packed(columns)
        query = select(made).select_from(table).correlate(parent.table)
        return query.add_cte(*self.steps[block.name], nest_here=True)

    def aggregated(self, block: Block, templates: list[Object], parent: Source | None) -> tuple[dict[str, Any], Any]:
        """Aggregated columns by name (texts t0.., log, more, first_id, last_id, f0.., rows), and what they aggregate."""
        source = self.complete(block, templates, parent)
        table: Any = source.table
        ordering = self.rows.orderings[block.name]
        shown: Any = None
        if block.look_ahead and block.page is not None:
            shown = table.c.rn <= self.rows.conditions.binds.bind(block.page.size, Kind.INT)
        rows: list[Any] = [joined(self.parts(t)).label(f"t{n}") for n, t in enumerate(templates)]
        rows.append(number(1).label("one"))
        if block.name in self.logs:
            rows.append(self.entries.of_row(source, self.packs).label("log"))
        if self._asks_ids(block):
            rows.append(Ranked(table.c.rn, source.public_id(Row(block.name))).label("ranked"))
        if self._merges(block):
            rows += [source.flag(Row(block.name), n).label(f"f{n}") for n in range(len(block.view.doors))]
        if shown is not None:
            rows = [case((shown, r.element)).label(r.name) for r in rows] + [(~shown).label("past")]
        query = select(*rows).select_from(table)
        if ordering.backward:
            query = query.order_by(table.c.rn.desc())
        if parent is not None:
            query = query.correlate(parent.table)
        made = query.cte(f"{block.name}_t")
        self.steps[block.name].append(made)
        return self._columns(block, made, len(templates)), made

    def _columns(self, block: Block, made: Any, templates: int) -> dict[str, Any]:
        out: dict[str, Any] = {f"t{n}": TextAggregate(made.c[f"t{n}"]) for n in range(templates)}
        out["rows"] = func.count(made.c.one)
        if "log" in made.c:
            out["log"] = func.coalesce(ConcatAggregate(made.c.log), SqlText(""))
        if "ranked" in made.c:
            start = number(RANK_DIGITS + 1)
            out["first_id"] = func.substr(func.min(made.c.ranked), start)
            out["last_id"] = func.substr(func.max(made.c.ranked), start)
        if "past" in made.c:
            out["more"] = AnyTrue(made.c.past)
        if self._merges(block):
            out |= {f"f{n}": AnyTrue(made.c[f"f{n}"]) for n in range(len(block.view.doors))}
        return out

    # -- a row ------------------------------------------------------------------------------------------------------

    def parts(self, piece: Piece) -> list[Any]:
        """The texts of a piece, constants as `str`."""
        match piece:
            case Name(value):
                return [_quoted(value)]
            case IdOf(row):
                return json_parts(self.sources[row.block].public_id(row), Kind.ID, False)
            case Version(row):
                return [self.version(row)]
            case Cell():
                return self.cell(piece)
            case One(row, body):
                inner = joined(self.parts(body))
                return [case((self.sources[row.block].key(row).is_(None), SqlText("null")), else_=inner)]
            case Many():
                return [self.many(piece)]
            case Object(entries):
                out: list[Any] = ["{"]
                for n, (key, inner_piece) in enumerate(entries):
                    out.append(f"{',' if n else ''}{_quoted(key)}:")
                    out.extend(self.parts(inner_piece))
                return [*out, "}"]
            case _:
                raise TypeError(f"{piece!r} is no piece of a row")

    def version(self, row: Row) -> Any:
        """The keyed hash of the row's id and of every field as the caller sees it."""
        source = self.sources[row.block]
        view = source.block.view_of(row.path)
        members = [CATALOG[view.entity].members[name] for name in sorted(view.visible)]
        parts: list[Any] = [source.public_id(row)]
        for member in members:
            if isinstance(member, Field):
                parts += [",", *self.cell(Cell(row, member))]
        secret = self.rows.conditions.binds.attribute("version_key", Kind.TEXT)
        return JsonOf(KeyedHash(secret, joined(parts)), Kind.ID, False)

    def cell(self, cell: Cell) -> list[Any]:
        """The texts of a cell as the doors open for its row show it."""
        source, f = self.sources[cell.row.block], cell.field
        column = source.column(cell.row, f.column)
        read = source.opened(cell.row, f.name, Action.READ)
        mask = source.opened(cell.row, f.name, Action.MASK)
        if read is not None and read is true():
            return json_parts(column, f.kind, f.nullable)
        branches: list[Any] = [] if read is None else [(read, JsonOf(column, f.kind, f.nullable))]
        if mask is not None and f.mask is not None:
            shown = JsonOf(masked(column, f.mask), Kind.TEXT, f.nullable)
            if not branches and mask is true():
                return [shown]
            branches.append((mask, shown))
        return [case(*branches, else_=SqlText("null"))]

    def many(self, piece: Many) -> Any:
        """A nested connection, null where the relation is not granted in the parent's row."""
        parent = self.sources[piece.parent.block]
        pack = self.packs[piece.block]
        templates = templates_of(piece.body)
        text = joined(self.connection(piece.body, piece.block, lambda t: pack.text(f"t{templates.index(t)}"), pack))
        allowed = parent.opened(piece.parent, self._relation(piece), Action.READ)
        if allowed is None:
            return SqlText("null")
        return text if allowed is true() else case((allowed, text), else_=SqlText("null"))

    # -- a connection -----------------------------------------------------------------------------------------------

    def connection(self, body: Object, block: str, text: Any, pack: Packed | dict[str, Any]) -> list[Any]:
        """The texts of a connection; `text` gives the list of a row template."""
        out: list[Any] = ["{"]
        for n, (key, piece) in enumerate(body.entries):
            out.append(f"{',' if n else ''}{_quoted(key)}:")
            match piece:
                case Name(value):
                    out.append(_quoted(value))
                case Edges(row) | Nodes(row):
                    out.extend(["[", text(row), "]"])
                case PageInfo():
                    out.extend(self._page_info(piece, block, pack))
                case Total() | Capped():
                    out.append(self._total(block, capped=isinstance(piece, Capped)))
                case _:
                    raise TypeError(f"{piece!r} is no piece of a connection")
        return [*out, "}"]

    def _page_info(self, piece: PageInfo, block: str, pack: Packed | dict[str, Any]) -> list[Any]:
        page = self.plan.blocks[block].page
        assert page is not None  # noqa: S101 - a connection has a page
        forward, cursor = not page.backward, "true" if page.cursor is not None else "false"
        out: list[Any] = ["{"]
        for n, (key, name) in enumerate(piece.entries):
            out.append(f"{',' if n else ''}{_quoted(key)}:")
            if name == "__typename":
                out.append(_quoted("PageInfo"))
            elif name in ("startCursor", "endCursor"):
                at = "first_id" if (name == "startCursor") == forward else "last_id"
                value = pack.id(at) if isinstance(pack, Packed) else pack[at]
                out.append(JsonOf(value, Kind.ID, True))
            elif (name == "hasNextPage") == forward:
                more = pack.digit("more") if isinstance(pack, Packed) else pack["more"]
                out.append(case((more, SqlText("true")), else_=SqlText("false")))
            else:
                out.append(cursor)
        return [*out, "}"]

    def _total(self, block: str, capped: bool) -> Any:
        counted = func.coalesce(self.totals[block], number(0))
        cap = number(COUNT_CAP)
        if capped:
            return case((counted > cap, SqlText("true")), else_=SqlText("false"))
        return JsonOf(case((counted > cap, cap), else_=counted), Kind.INT, False)
