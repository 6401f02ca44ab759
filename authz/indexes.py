"""Whether indexes serve a row rule: every alternative of a list must be found and ordered without a scan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from authz.combine import conjuncts
from authz.own_sets import is_own_set
from schema.catalog import Catalog, Field, Kind
from schema.predicate import And, Attribute, Compare, Constant, Exists, Not, Or, Predicate

Indexes = Mapping[str, tuple[tuple[str, ...], ...]]
"""Entity -> the column lists of its table's indexes; a `-` in front (descending) is of no account here."""


def serving_faults(catalog: Catalog, entity: str, disjunct: Predicate, indexes: Indexes) -> Iterator[str]:
    """What is missing for `disjunct` of a list of `entity`.

    Either an index that begins with columns fixed by the disjunct and goes on with the default order, or a way back
    from related rows that are themselves found by index. Each EXISTS needs an index on the column that it joins by, and one that
    asks for a set of the caller's own an index on what makes it his.
    """
    known = {e: tuple(tuple(c.lstrip("-") for c in columns) for columns in of) for e, of in indexes.items()}
    checker = _Checker(catalog, known)
    for exists in _all_exists(disjunct):
        if not checker.starts(exists.entity, {exists.inner_column}):
            yield f"{exists.entity} has no index on {exists.inner_column}"
        his = checker.fixed(exists.entity, exists.where)
        if is_own_set(exists, catalog) and not checker.starts(exists.entity, his):
            yield f"{exists.entity} has no index on any of {', '.join(sorted(his))}"
    if not checker.listed(entity, disjunct) and not checker.by_relation(entity, disjunct):
        order = ", ".join(checker.order(entity))
        fixed = ", ".join(sorted(checker.fixed(entity, disjunct))) or "nothing"
        yield f"no index serves the rows with {fixed} fixed in the default order ({order})"


def _all_exists(p: Predicate) -> Iterator[Exists]:
    match p:
        case Exists(where=where):
            yield p
            yield from _all_exists(where)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _all_exists(part)
        case Not(part):
            yield from _all_exists(part)
        case _:
            return


class _Checker:
    def __init__(self, catalog: Catalog, indexes: Indexes) -> None:
        self.catalog = catalog
        self.indexes = indexes

    def order(self, entity: str) -> tuple[str, ...]:
        """Columns of the default order."""
        out = []
        for name in self.catalog[entity].default_order:
            member = self.catalog[entity].members[name.lstrip("-")]
            if isinstance(member, Field):
                out.append(member.order or member.column)
        return tuple(out)

    def fixed(self, entity: str, p: Predicate) -> set[str]:
        """Columns that the alternative fixes to one value. A truth value picks too few rows out to count."""
        return {
            part.column
            for part in conjuncts(p)
            if isinstance(part, Compare)
            and part.op == "eq"
            and isinstance(part.operand, Attribute | Constant)
            and self.catalog[entity].storage[part.column][0] is not Kind.BOOL
        }

    def starts(self, entity: str, columns: set[str]) -> bool:
        """The key is among `columns`, or some index begins with one of them."""
        return "id" in columns or any(index[0] in columns for index in self.indexes.get(entity, ()))

    def listed(self, entity: str, p: Predicate) -> bool:
        """One row by key, or an index of fixed columns followed by the default order."""
        fixed = self.fixed(entity, p)
        if "id" in fixed:
            return True
        order = self.order(entity)
        narrows = bool(fixed) or any(isinstance(part, Exists) for part in conjuncts(p))
        for index in self.indexes.get(entity, ()):
            lead = 0
            while lead < len(index) and index[lead] in fixed:
                lead += 1
            if (lead or not narrows) and index[lead : lead + len(order)] == order:
                return True
        return False

    def found(self, entity: str, p: Predicate) -> bool:
        """The rows can be found by index, in whatever order."""
        return self.starts(entity, self.fixed(entity, p)) or self.by_relation(entity, p)

    def by_relation(self, entity: str, p: Predicate) -> bool:
        return any(
            self.found(part.entity, part.where) and self.starts(entity, {part.outer_column})
            for part in conjuncts(p)
            if isinstance(part, Exists)
        )
