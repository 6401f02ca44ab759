"""Drafts of blocks while the walk goes on, their limits, and the finished plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from authz.view import EntityView
from core.errors import TonghuError
from planner.plan import Block, Join, Page, Plan, Root, Source, Term, Through
from schema.catalog import Relation
from schema.predicate import TRUE, Operand, Predicate

SMALL_FAN_OUT = 8
"""Rows assumed per parent of a relation that the catalog calls small."""


@dataclass
class BlockDraft:
    """A block that the walk is still adding to."""

    name: str
    view: EntityView
    source: Source
    filter: Predicate = TRUE
    order: tuple[Term, ...] = ()
    page: Page | None = None
    joins: dict[tuple[str, ...], Join] = field(default_factory=dict)
    counted: bool = False
    look_ahead: bool = False
    most: int = 1
    """Rows that a block without a page may have: as many as ids are given."""

    def join(self, parent: tuple[str, ...], relation: Relation, allowed: Predicate, view: EntityView) -> tuple[str, ...]:
        """The path of the joined record; one join serves every selection of the relation from the same row."""
        path = (*parent, relation.name)
        self.joins.setdefault(path, Join(path, relation, allowed, view))
        return path

    def finish(self) -> Block:
        return Block(
            self.name, self.view, self.source, self.filter, self.order, self.page,
            tuple(self.joins.values()), self.counted, self.look_ahead,
        )  # fmt: skip


def check_nodes(drafts: Mapping[str, BlockDraft], limit: int) -> None:
    """Raises TOO_MANY_NODES where the operation selects more records, lists and to-one, than `limit`."""
    if sum(1 + len(d.joins) for d in drafts.values()) > limit:
        raise TonghuError("TOO_MANY_NODES", limit=limit)


def check_rows(drafts: Mapping[str, BlockDraft], limit: int) -> None:
    """Raises TOO_MANY_ROWS where the pages, multiplied down the nesting, could read more rows than `limit`."""
    rows: dict[str, int] = {}
    for draft in drafts.values():
        size = draft.page.bucket if draft.page else draft.most
        if isinstance(draft.source, Through):
            fan_out = min(size, SMALL_FAN_OUT) if draft.source.relation.small else size
            rows[draft.name] = fan_out * rows[draft.source.parent.block]
        else:
            rows[draft.name] = size
    total = sum(rows.values())
    if total > limit:
        raise TonghuError("TOO_MANY_ROWS", limit=limit, rows=total)


def draft_plan(
    roots: tuple[Root, ...],
    drafts: Mapping[str, BlockDraft],
    used: tuple[str, ...],
    exact: tuple[tuple[str, list[Operand]], ...],
    ids: tuple[tuple[Operand, str | None], ...],
) -> Plan:
    """The finished plan."""
    blocks = {name: draft.finish() for name, draft in drafts.items()}
    return Plan(roots, blocks, used, tuple((name, tuple(operands)) for name, operands in exact), ids)
