"""Pieces to text: the JSON of an answer as one SQL expression over the rows of blocks."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import CTE, case, func, select, true

from authz.view import Action
from db.elements import (
    RANK_DIGITS,
    AnyTrue,
    Bit,
    Joined,
    JsonOf,
    KeyedHash,
    Ranked,
    SqlText,
    TextAggregate,
    masked,
    number,
)
from db.rows import BlockRows
from db.slots import Slotted
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
        elif part != "":
            out.append(part)
    made = [SqlText(p) if isinstance(p, str) else p for p in out]
    return made[0] if len(made) == 1 else Joined(*made)


def connections(body: Object) -> list[Edges | Nodes]:
    """The row templates of a connection, each once."""
    return list(dict.fromkeys(p for _, p in body.entries if isinstance(p, Edges | Nodes)))


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
    """Renders the pieces of one plan. Blocks are aggregated from the innermost outward."""

    def __init__(self, rows: dict[str, BlockRows], slots: dict[Row, Slotted]) -> None:
        self.rows, self.slots = rows, slots
        self.aggregated: dict[str, CTE] = {}
        self.counted: dict[str, Any] = {}
        self.rendered: dict[str, Any] = {}

    # -- a row ------------------------------------------------------------------------------------------------------

    def parts(self, piece: Piece) -> list[Any]:
        """The texts of a piece, constants as `str`."""
        match piece:
            case Name(value):
                return [_quoted(value)]
            case IdOf(row):
                return [JsonOf(self.rows[row.block].public_id(row), Kind.ID, False)]
            case Version(row):
                return [self.version(row)]
            case Cell():
                return [self.cell(piece)]
            case One(row, body):
                inner = joined(self.parts(body))
                return [case((self.rows[row.block].key(row).is_(None), SqlText("null")), else_=inner)]
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
        rows = self.rows[row.block]
        view = rows.block.view_of(row.path)
        members = [CATALOG[view.entity].members[name] for name in sorted(view.visible)]
        parts: list[Any] = [rows.public_id(row)]
        for member in members:
            if isinstance(member, Field):
                parts += [",", self.cell(Cell(row, member))]
        secret = rows.conditions.binds.attribute("version_key", Kind.TEXT)
        return JsonOf(KeyedHash(secret, joined(parts)), Kind.ID, False)

    def cell(self, cell: Cell) -> Any:
        """A cell as the doors open for its row show it."""
        rows, f = self.rows[cell.row.block], cell.field
        column = rows.column(cell.row, f.column)
        read = rows.opened(cell.row, f.name, Action.READ)
        mask = rows.opened(cell.row, f.name, Action.MASK)
        if read is not None and read is true():
            return JsonOf(column, f.kind, f.nullable)
        branches: list[Any] = [] if read is None else [(read, JsonOf(column, f.kind, f.nullable))]
        if mask is not None and f.mask is not None:
            shown = JsonOf(masked(column, f.mask), Kind.TEXT, f.nullable)
            if not branches and mask is true():
                return shown
            branches.append((mask, shown))
        return case(*branches, else_=SqlText("null"))

    def many(self, piece: Many) -> Any:
        """A nested connection, null where the relation is not granted in the parent's row."""
        text = joined(self.connection(piece.body, piece.block, nested_in=piece.parent))
        allowed = self.rows[piece.parent.block].opened(piece.parent, self._relation(piece), Action.READ)
        if allowed is None:
            return SqlText("null")
        return text if allowed is true() else case((allowed, text), else_=SqlText("null"))

    def _relation(self, piece: Many) -> str:
        source = self.rows[piece.block].block.source
        assert isinstance(source, Through)  # noqa: S101 - Many is nested
        return source.relation.name

    # -- a connection -----------------------------------------------------------------------------------------------

    def connection(self, body: Object, block: str, nested_in: Row | None = None) -> list[Any]:
        """The texts of a connection over the aggregate of its block; empty where no row was aggregated."""
        made = self.aggregated[block]
        templates = connections(body)
        out: list[Any] = ["{"]
        for n, (key, piece) in enumerate(body.entries):
            out.append(f"{',' if n else ''}{_quoted(key)}:")
            match piece:
                case Name(value):
                    out.append(_quoted(value))
                case Edges() | Nodes():
                    out.extend(["[", func.coalesce(made.c[f"t{templates.index(piece)}"], SqlText("")), "]"])
                case PageInfo():
                    out.extend(self._page_info(piece, block))
                case Total() | Capped():
                    out.append(self._total(block, capped=isinstance(piece, Capped), nested_in=nested_in))
                case _:
                    raise TypeError(f"{piece!r} is no piece of a connection")
        return [*out, "}"]

    def _page_info(self, piece: PageInfo, block: str) -> list[Any]:
        made, page = self.aggregated[block], self.rows[block].block.page
        assert page is not None  # noqa: S101 - a connection has a page
        forward, cursor = not page.backward, "true" if page.cursor is not None else "false"
        out: list[Any] = ["{"]
        for n, (key, name) in enumerate(piece.entries):
            out.append(f"{',' if n else ''}{_quoted(key)}:")
            if name == "__typename":
                out.append(_quoted("PageInfo"))
            elif name in ("startCursor", "endCursor"):
                first = (name == "startCursor") == forward
                out.append(JsonOf(made.c.first_id if first else made.c.last_id, Kind.ID, True))
            elif (name == "hasNextPage") == forward:
                out.append(case((made.c.more, SqlText("true")), else_=SqlText("false")))
            else:
                out.append(cursor)
        return [*out, "}"]

    def _total(self, block: str, capped: bool, nested_in: Row | None) -> Any:
        count = self.counted[block]
        cap = number(COUNT_CAP)
        counted = func.coalesce(count.c.n, number(0)) if nested_in is not None else count
        if capped:
            return case((counted > cap, SqlText("true")), else_=SqlText("false"))
        return JsonOf(case((counted > cap, cap), else_=counted), Kind.INT, False)

    # -- aggregation ------------------------------------------------------------------------------------------------

    def with_nested(self, block: str, pieces: list[Piece]) -> Any:
        """The block's rows joined to the aggregates (and counts) of the connections that hang from them."""
        rows = self.rows[block]
        source: Any = rows.cte
        for many in dict.fromkeys(m for p in pieces for m in nested(p)):
            made = self.aggregated[many.block]
            key = rows.key(many.parent)
            source = source.outerjoin(made, made.c.pk == key)
            if many.block in self.counted:
                count = self.counted[many.block]
                source = source.outerjoin(count, count.c.k == key)
        return source

    def aggregate(self, block: Block, body: Object) -> None:
        """Makes the aggregate of a connection's block: texts, `more`, first and last id, flags to merge."""
        rows = self.rows[block.name]
        templates = connections(body)
        shown = rows.shown()
        below = isinstance(block.source, Through)
        columns: list[Any] = [rows.cte.c.rn]
        if below:
            columns.append(rows.cte.c.pk)
        for n, piece in enumerate(templates):
            text = joined(self.parts(piece.row))
            if block.look_ahead:
                text = case((shown[0], text))
            columns.append(text.label(f"t{n}"))
        info = any(isinstance(p, PageInfo) for _, p in body.entries)
        need = rows.needs.of(Row(block.name))
        if info and need.public_id:
            ranked: Any = Ranked(rows.cte.c.rn, rows.public_id(Row(block.name)))
            columns.append((case((shown[0], ranked)) if block.look_ahead else ranked).label("ranked"))
        if block.look_ahead:
            columns.append((~shown[0]).label("past"))
        flags = self._flag_columns(block.name, shown if block.look_ahead else [])
        query = select(*columns, *flags).select_from(self.with_nested(block.name, [*templates]))
        if not block.look_ahead:
            query = query.where(*shown)
        rn = rows.cte.c.rn.desc() if rows.ordering.backward else rows.cte.c.rn
        ordered = query.order_by(rows.cte.c.pk, rn) if below else query.order_by(rn)
        self.aggregated[block.name] = self._grouped(block, ordered.subquery(f"{block.name}_o"), len(templates))

    def _grouped(self, block: Block, source: Any, templates: int) -> CTE:
        columns: list[Any] = [TextAggregate(source.c[f"t{n}"]).label(f"t{n}") for n in range(templates)]
        if "past" in source.c:
            columns.append(AnyTrue(source.c.past).label("more"))
        if "ranked" in source.c:
            start = number(RANK_DIGITS + 1)
            columns.append(func.substr(func.min(source.c.ranked), start).label("first_id"))
            columns.append(func.substr(func.max(source.c.ranked), start).label("last_id"))
        place = self.slots.get(Row(block.name))
        if place is not None and place.merged_into is not None:
            bits: Any = None
            for n in range(len(block.view.doors)):
                bit = Bit(AnyTrue(source.c[f"f{n}"]), place.shift + n)
                bits = bit if bits is None else bits + bit
            columns.append(bits.label("flags"))
        if isinstance(block.source, Through):
            columns.append(source.c.pk)
            return select(*columns).select_from(source).group_by(source.c.pk).cte(f"{block.name}_j")
        if not columns:
            columns.append(func.count().label("rows"))
        return select(*columns).select_from(source).cte(f"{block.name}_j")

    def _flag_columns(self, block: str, shown: list[Any]) -> list[Any]:
        """Door flags to be merged into the parent's log row, of rows on the page only."""
        place = self.slots.get(Row(block))
        if place is None or place.merged_into is None:
            return []
        rows = self.rows[block]
        out = []
        for n in range(len(rows.block.view.doors)):
            flag = rows.flag(Row(block), n)
            made = flag if not shown else (shown[0] & flag)
            out.append((case((made, true()), else_=~true()) if made is true() else made).label(f"f{n}"))
        return out
