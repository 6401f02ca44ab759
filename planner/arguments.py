"""Arguments of lists: filter, order and page of a connection, from coerced values with symbolic leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authz.view import Action, EntityView, View
from core.errors import TonghuError, Words
from planner.granted import asked, compared, granted, related, unrelated, usable
from planner.limits import PlanLimits
from planner.plan import Page, Term
from planner.values import SizedSlot, operand
from schema.catalog import Cardinality, Entity, Field, Relation
from schema.entities import CATALOG
from schema.graphql_types import order_values
from schema.predicate import IsNull, Operand, Predicate, all_of, any_of, negate

DEFAULT_PAGE = 20
MAX_PAGE = 100
RELATION_COUNTS = 10
"""Conditions that following a relation in a filter counts for: it brings the row rules of its target into the statement."""
BUCKETS = (1, 2, 3, 5, 10, 20, 30, 50, 100)


def bucket_of(size: int) -> int:
    """The least literal limit that holds `size` rows, so that few statement texts serve all page sizes.

    A size that is a bucket itself has a statement of its own, which cuts nothing off.
    """
    return next(b for b in BUCKETS if b >= size)


def check_size(size: Any, name: str) -> None:
    """Raises PAGE_INVALID unless 1 <= size <= 100."""
    if not isinstance(size, int) or not 1 <= size <= MAX_PAGE:
        raise TonghuError("PAGE_INVALID", reason=Words(f"{name} 须为 1 至 {MAX_PAGE}", f"{name} must be 1 to {MAX_PAGE}"))


def page_of(arguments: Mapping[str, Any], many_parents: bool) -> Page:
    """The page that `first`/`after` or `last`/`before` ask for.

    Raises PAGE_INVALID, and CURSOR_NOT_ALLOWED for a cursor on a list below more than one parent: one
    cursor cannot stand in several lists.
    """
    first, last, after, before = (arguments.get(n) for n in ("first", "last", "after", "before"))
    if first is not None and last is not None:
        raise TonghuError("PAGE_INVALID", reason=Words("first 与 last 只能给一个", "give either first or last"))
    if (last is not None and after is not None) or (last is None and before is not None):
        reason = Words("after 与 first、before 与 last 同用", "after goes with first, before with last")
        raise TonghuError("PAGE_INVALID", reason=reason)
    if many_parents and (after is not None or before is not None):
        raise TonghuError("CURSOR_NOT_ALLOWED")
    name, size = ("last", last) if last is not None else ("first", first)
    cursor = before if last is not None else after
    backward = last is not None
    if size is None:
        size = DEFAULT_PAGE
    value = size.value if isinstance(size, SizedSlot) else size
    check_size(value, name)
    return Page(operand(size), bucket_of(value), backward, None if cursor is None else operand(cursor))


def order_of(view: EntityView, values: Any) -> tuple[Term, ...]:
    """The terms of `orderBy`, or of the default order as far as the caller reads it everywhere it is used."""
    entity = CATALOG[view.entity]
    if values:
        table = order_values(entity)
        wanted = dict.fromkeys(table[v] for v in values)
        first: dict[str, bool] = {}
        for name, descending in wanted:
            first.setdefault(name, descending)
        return tuple(_term(view, entity, n, d) for n, d in first.items())
    return tuple(
        _term(view, entity, n.lstrip("-"), n.startswith("-"))
        for n in entity.default_order
        if view.visible.get(n.lstrip("-")) is Action.READ
    )


def _term(view: EntityView, entity: Entity, name: str, descending: bool) -> Term:
    member = entity.members[name]
    assert isinstance(member, Field) and member.order  # noqa: S101 - the catalog's order enum names only these
    allowed = granted(view, name)
    return Term(member.order, descending, member.nullable, allowed)


def _refuse_null(name: str, given: Any) -> None:
    """An operand given as null is a mistake that must not widen the answer."""
    if given is None:
        raise TonghuError("VARIABLE_INVALID", reason=Words(f"{name} 不能为 null", f"{name} must not be null"))


class FilterReader:
    """Turns filter inputs into predicates. `used` collects `Entity.member` for the log, `exact` the exact operands."""

    def __init__(self, view: View, limits: PlanLimits) -> None:
        self.view, self.limits = view, limits
        self.conditions = self.relations = 0
        self.used: dict[str, None] = {}
        self.exact: dict[str, list[Operand]] = {}

    def read(self, entity_view: EntityView, value: Mapping[str, Any] | None) -> Predicate:
        """The predicate of a filter input: all its entries hold. Raises VARIABLE_INVALID where an entry is null."""
        parts: list[Predicate] = []
        for name, given in (value or {}).items():
            _refuse_null(name, given)
            if name in ("and", "or"):
                inner = tuple(self.read(entity_view, g) for g in given)
                parts.append(all_of(inner) if name == "and" else any_of(inner))
            elif name == "not":
                self._count()
                parts.append(negate(self.read(entity_view, given)))
            else:
                parts.append(self._member(entity_view, name, given))
        return all_of(tuple(parts))

    def _member(self, view: EntityView, name: str, given: Mapping[str, Any]) -> Predicate:
        member = CATALOG[view.entity].members[name]
        self.used[f"{view.entity}.{name}"] = None
        self._count(1 if isinstance(member, Field) else RELATION_COUNTS)
        if isinstance(member, Field):
            return all_of(tuple(self._compare(view, member, op, g) for op, g in given.items()))
        self.relations += 1
        if self.relations > self.limits.filter_relations:
            raise TonghuError("FILTER_TOO_DEEP", limit=self.limits.filter_relations)
        made = self._related(view, member, given)
        self.relations -= 1
        return made

    def _count(self, conditions: int = 1) -> None:
        self.conditions += conditions
        if self.conditions > self.limits.filter_conditions:
            raise TonghuError("FILTER_TOO_LARGE", limit=self.limits.filter_conditions)

    def _related(self, view: EntityView, member: Relation, given: Mapping[str, Any]) -> Predicate:
        target = self.view.entities[member.target]
        if member.cardinality is Cardinality.ONE:
            return related(view, member, target, self.read(target, given))
        parts = []
        for quantifier, inner in given.items():
            _refuse_null(quantifier, inner)
            where = self.read(target, inner)
            if quantifier == "some":
                parts.append(related(view, member, target, where))
            elif quantifier == "none":
                parts.append(unrelated(view, member, target, where))
            else:
                parts.append(unrelated(view, member, target, negate(where)))
        return all_of(tuple(parts))

    def _compare(self, view: EntityView, field: Field, op: str, given: Any) -> Predicate:
        _refuse_null(f"{field.name}.{op}", given)
        if op == "isNull":
            present = usable(view, field.name, negate(IsNull(field.column)) if field.nullable else all_of(()))
            return negate(present) if given is True else present
        if field.asks:
            return usable(view, field.name, asked(field) if given is True else negate(asked(field)))
        if field.exact:
            self.exact.setdefault(f"{view.entity}.{field.name}", []).append(operand(given))
        return compared(view, field, op, operand(given))
