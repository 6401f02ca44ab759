"""What the pieces of a plan need of each row: columns, its public id, its hidden groups. Nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.plan import (
    Cell,
    Edges,
    IdOf,
    Many,
    Nodes,
    Object,
    OfChild,
    One,
    PageInfo,
    Piece,
    Plan,
    RootBlock,
    RootComposite,
    RootNodes,
    RootTimeline,
    Row,
    Version,
)
from schema.catalog import Cardinality, Field
from schema.entities import CATALOG


@dataclass
class Need:
    """Of one row: stored columns by name, members shown (for the descriptor), field groups whose denial matters."""

    columns: dict[str, None] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    groups: dict[str, None] = field(default_factory=dict)
    public_id: bool = False


class Needs:
    """The needs of every row of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows: dict[Row, Need] = {}
        self.page_info: dict[str, set[str]] = {}
        """Block -> the fields of `pageInfo` that are asked of it."""
        for root in plan.roots:
            if isinstance(root, RootBlock):
                self._root(root)
            elif isinstance(root, RootNodes):
                for block, body in root.blocks:
                    self.of(Row(block)).public_id = True
                    self._piece(Row(block), body)
            elif isinstance(root, RootTimeline):
                for block, body in root.blocks:
                    source = plan.blocks[block].source
                    assert isinstance(source, OfChild)  # noqa: S101 - of a timeline
                    self.of(Row(block)).columns[source.moment.column] = None
                    self._piece(Row(block), body)
            elif isinstance(root, RootComposite):
                for _, part in root.fields:
                    if isinstance(part, RootBlock):
                        self._root(part)

    def of(self, row: Row) -> Need:
        return self.rows.setdefault(row, Need())

    def members(self) -> Mapping[Row, frozenset[str]]:
        return {row: frozenset(need.members) for row, need in self.rows.items()}

    def _root(self, root: RootBlock) -> None:
        self._piece(Row(root.block), root.body)

    def _uses(self, row: Row, name: str) -> None:
        view = self.plan.blocks[row.block].view_of(row.path)
        member = CATALOG[view.entity].members[name]
        need = self.of(row)
        need.members.add(name)
        if member.group in view.group_denials:
            need.groups[member.group] = None

    def _piece(self, row: Row, piece: Piece) -> None:
        match piece:
            case Cell(at, member):
                self._uses(at, member.name)
                self.of(at).columns[member.column] = None
            case Version(at):
                view = self.plan.blocks[at.block].view_of(at.path)
                for name in view.visible:
                    shown = CATALOG[view.entity].members[name]
                    if isinstance(shown, Field):
                        self._uses(at, name)
                        self.of(at).columns[shown.column] = None
                self.of(at).public_id = True
            case IdOf(at):
                self.of(at).public_id = True
            case One(at, body):
                self._uses(Row(at.block, at.path[:-1]), at.path[-1])
                self._piece(at, body)
            case Many(block, parent, _, body):
                relation = self.plan.blocks[block].source.relation  # type: ignore[union-attr] # nested: Through
                assert relation.cardinality is Cardinality.MANY  # noqa: S101 - Many hangs from a to-many relation
                self._uses(parent, relation.name)
                self._piece(Row(block), body)
            case Edges(inner) | Nodes(inner):
                self._piece(row, inner)
            case PageInfo(entries):
                self.page_info.setdefault(row.block, set()).update(name for _, name in entries)
                if any(name in ("startCursor", "endCursor") for _, name in entries):
                    self.of(row).public_id = True
            case Object(parts):
                for _, part in parts:
                    self._piece(row, part)
            case _:
                pass
