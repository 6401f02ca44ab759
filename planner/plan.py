"""The plan: what an operation reads and how its answer is laid out, as data without SQL.

A *block* is one list of rows of an entity (or one row), with the to-one records joined to each. A *row*
is named by its block and the path of to-one relations from the block's own row; the empty path is the
own row. *Pieces* say how the answer's text is made of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from authz.view import EntityView
from schema.catalog import Field, Relation
from schema.predicate import TRUE, Operand, Predicate


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: its own (`path` empty) or one joined to it."""

    block: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """Rows of a root list."""


@dataclass(frozen=True, slots=True)
class ById:
    """The row with this public id."""

    id: Operand


@dataclass(frozen=True, slots=True)
class ByIds:
    """The rows whose public ids are in the list."""

    ids: Operand


@dataclass(frozen=True, slots=True)
class ByKey:
    """The row with this integer key (the record that a mutation wrote, the viewer's organisation)."""

    key: Operand


@dataclass(frozen=True, slots=True)
class Through:
    """Rows of a to-many relation of each `parent` row."""

    parent: Row
    relation: Relation
    granted: Predicate
    """Of the parent row: the relation may be followed. Elsewhere the connection is null."""


@dataclass(frozen=True, slots=True)
class OfChild:
    """Rows of one kind in the timeline of a child: those with the visible child of this public id, newest first.

    `seen`: what makes the child visible. `rank` puts kinds in order where the moments are the same; `after`: the public id
    of the record to begin behind, which may be of any kind of the same `timeline`.
    """

    timeline: str
    child: Operand
    seen: Predicate
    rank: int
    moment: Field
    after: Operand | None


Source = Everything | ById | ByIds | ByKey | Through | OfChild


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an order: a column, seen only where `granted` holds (null elsewhere). Nulls come last."""

    column: str
    descending: bool
    nullable: bool
    granted: Predicate = TRUE


@dataclass(frozen=True, slots=True)
class Page:
    """At most `size` rows (an operand) of which no statement text reads more than `bucket`; from the end if `backward`."""

    size: Operand
    bucket: int
    backward: bool = False
    cursor: Operand | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A to-one record joined to a row of the block, where `granted` holds of the parent row."""

    path: tuple[str, ...]
    relation: Relation
    granted: Predicate
    view: EntityView


# -- pieces -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """`__typename`: a constant."""

    value: str


@dataclass(frozen=True, slots=True)
class IdOf:
    """The public id of a row; also its cursor."""

    row: Row


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a row: a keyed hash of the cells that the caller may see, so that it tells nothing of others."""

    row: Row


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a row, as read, as masked, or null, by the doors open for the row."""

    row: Row
    field: Field


@dataclass(frozen=True, slots=True)
class One:
    """A to-one record as an object, null where there is none to be seen."""

    row: Row
    body: Object


@dataclass(frozen=True, slots=True)
class Many:
    """The connection of a nested block."""

    block: str
    parent: Row
    granted: Predicate
    body: Object


@dataclass(frozen=True, slots=True)
class Edges:
    """`edges` of a connection; `row` is the piece made of each row."""

    row: Object


@dataclass(frozen=True, slots=True)
class Nodes:
    """`nodes` of a connection."""

    row: Object


@dataclass(frozen=True, slots=True)
class PageInfo:
    """`pageInfo`: response keys and which of its fields each shows."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """`totalCount`, stopped at the cap."""


@dataclass(frozen=True, slots=True)
class Capped:
    """`totalCountIsCapped`."""


@dataclass(frozen=True, slots=True)
class Object:
    """An object: response key -> piece, in the order of the response."""

    entries: tuple[tuple[str, Piece], ...]


Piece = Name | IdOf | Version | Cell | One | Many | Edges | Nodes | PageInfo | Total | Capped | Object


# -- blocks and roots ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """Rows of one entity. `joins` are in order, parents before children; `counted`: totalCount is asked;
    `look_ahead`: one row more is read, not shown and not logged, to tell whether more follow."""

    name: str
    view: EntityView
    source: Source
    filter: Predicate = TRUE
    order: tuple[Term, ...] = ()
    page: Page | None = None
    joins: tuple[Join, ...] = ()
    counted: bool = False
    look_ahead: bool = False

    def view_of(self, path: tuple[str, ...]) -> EntityView:
        """The entity view of a row of this block."""
        return self.view if not path else next(j.view for j in self.joins if j.path == path)


@dataclass(frozen=True, slots=True)
class RootBlock:
    """A root field answered by a block: one record (`body` of a row, or null) or a connection."""

    key: str
    block: str
    body: Object
    single: bool


@dataclass(frozen=True, slots=True)
class RootNodes:
    """`nodes(ids:)`: for each id in order, the row's body in whichever block has it, else null."""

    key: str
    ids: Operand
    blocks: tuple[tuple[str, Object], ...]


@dataclass(frozen=True, slots=True)
class RootTimeline:
    """`timeline`: the rows of its blocks (each with an `OfChild`) together, newest first, as many as one of them may have."""

    key: str
    blocks: tuple[tuple[str, Object], ...]


@dataclass(frozen=True, slots=True)
class RootConstant:
    """A root field whose JSON is known without a statement (`__typename`, `node` of an unknown type, introspection)."""

    key: str
    json: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that the request brings by name, as JSON; of lists of objects, the entries (response key, name) shown."""

    name: str
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RootComposite:
    """An object of the service's own (`viewer`, a mutation's payload): response key -> JSON known from the view,
    a value that the request brings, or a record to be read."""

    key: str
    fields: tuple[tuple[str, str | Shown | RootBlock], ...]


Root = RootBlock | RootNodes | RootTimeline | RootConstant | RootComposite


@dataclass(frozen=True)
class Plan:
    """A planned operation. `fields_used` were filtered or ordered by."""

    roots: tuple[Root, ...]
    blocks: Mapping[str, Block] = field(default_factory=dict)
    fields_used: tuple[str, ...] = ()
    exact: tuple[tuple[str, tuple[Operand, ...]], ...] = ()
    """Fields matched exactly (numbers, addresses) and their operands: hashed into the log, under a quota."""
    ids: tuple[tuple[Operand, str | None], ...] = ()
    """Ids, or lists of them, that arguments give, each with the one prefix that fits, None where any does."""

    @property
    def needs_statement(self) -> bool:
        return bool(self.blocks)
