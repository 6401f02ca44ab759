"""Oso's partial evaluation, turned into predicate trees.

Heeded here: caller attributes bound at run time are sentinels whose comparisons raise (texts would be folded into wrong
answers); every answer of Oso becomes a filter of its own with its own joins, since Oso shares one join list among
alternatives and so drops rows; rules are loaded one at a time, so that an alternative knows its line; Oso orders
conditions by chance, so they are put into an order of ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

os.environ.setdefault("POLAR_TIMEOUT_MS", "5000")

from oso import Oso, Relation, Variable
from polar.data import Condition, DataAdapter, DataFilter, Projection
from polar.data_filtering import serialize_types
from polar.expression import Expression, Pattern

from authz.caller import ATTRIBUTES
from authz.polar_syntax import Rule
from authz.ways import Way, ways
from schema.catalog import Catalog, Kind
from schema.entities import CATALOG
from schema.predicate import (
    Attribute,
    Compare,
    Constant,
    Exists,
    IsNull,
    Operand,
    OwnColumn,
    Predicate,
    all_of,
    any_of,
    negate,
)

_Expression: Any = Expression
_Pattern: Any = Pattern
_serialize_types: Any = serialize_types
_parse_filter: Any = DataFilter.parse

_QUIET = "\nallow_request(_, _) if 1 = 2;"
"""Never holds and is never asked: without any rule of this kind Oso prints a warning for each deny rule loaded."""

_TYPES: Mapping[Kind, type] = {Kind.INT: int, Kind.BOOL: bool}
_WORD = re.compile(r"\w+")
_OPERATORS = {"Eq": "eq", "Neq": "ne", "Lt": "lt", "Leq": "lte", "Gt": "gt", "Geq": "gte"}
_MIRRORED = {"Eq": "Eq", "Neq": "Neq", "Lt": "Gt", "Gt": "Lt", "Leq": "Geq", "Geq": "Leq"}


class Sentinel:
    """Stands for a caller attribute bound at run time. Any comparison that Oso would decide now raises."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<caller.{self.name}>"

    def _refuse(self, other: object) -> bool:
        raise TypeError(f"caller.{self.name} is bound at run time and cannot be compared while a view is built")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse

    def __hash__(self) -> int:
        return id(self)


class PolarCaller:
    """The caller that rules see: constants of the view as they are, the rest as sentinels."""

    def __init__(self, subject: str, role: str | None) -> None:
        self.subject = subject
        self.role = role
        for name in ATTRIBUTES:
            setattr(self, name, Sentinel(name))


class _KeepFilter(DataAdapter):
    """Oso's adapter interface: hands the filter back as it is. Nothing is ever executed."""

    def build_query(self, data_filter: DataFilter) -> DataFilter:
        return data_filter

    def execute_query(self, query: DataFilter) -> list[object]:
        raise RuntimeError("row rules are compiled, never executed by Oso")


class OsoRules:
    """An Oso with the catalog's classes, to which rules are given one by one."""

    def __init__(self, catalog: Catalog = CATALOG) -> None:
        self._catalog = catalog
        self._ways = ways(catalog)
        self._classes = {e.name: type(e.name, (), {}) for e in catalog}
        oso: Any = Oso()
        self._oso = oso
        oso.set_data_filtering_adapter(_KeepFilter())
        oso.register_class(PolarCaller, name="Caller")
        for e in catalog:
            oso.register_class(self._classes[e.name], name=e.name, fields=self._fields(e.name))
        self._types = _serialize_types(oso.host.distinct_user_types(), oso.host.types)
        self._reached: dict[str, Mapping[str, Mapping[str, object]]] = {}

    def _fields(self, entity: str) -> dict[str, object]:
        out: dict[str, object] = {c: _TYPES.get(kind, str) for c, (kind, _) in self._catalog[entity].storage.items()}
        for way in self._ways[entity].values():
            first, last = way.steps[0], way.steps[-1]
            out[way.name] = Relation("many" if way.many else "one", way.target, first.outer, last.inner)
        return out

    def load(self, rule: Rule) -> None:
        """Makes `rule` the only rule."""
        self._oso.clear_rules()
        self._oso.load_str("\n" * (rule.line - 1) + rule.text + _QUIET)

    def alternatives(self, rule: Rule, caller: PolarCaller, selector: str) -> tuple[Predicate, ...]:
        """The alternatives by which the loaded rule holds for `caller` at `selector`; none where it says no."""
        row = Variable("row")
        known = _Expression("And", [_Expression("Isa", [row, _Pattern(rule.entity, {})])])
        answers = self._oso.query_rule(
            rule.kind, caller, selector, row, bindings={"row": known}, accept_expression=True
        )
        found = {p for answer in answers for p in self._predicates(rule, answer["bindings"]["row"])}
        return tuple(sorted(found, key=repr))

    def _predicates(self, rule: Rule, binding: object) -> Iterator[Predicate]:
        part = [{"bindings": {"row": self._oso.host.to_polar(binding)}}]
        plan = self._oso.ffi_polar.build_data_filter(self._types_of(rule), part, "row", rule.entity)
        data_filter = _parse_filter(self._oso, plan)
        for conjunction in data_filter.conditions:
            yield _Joined(self, data_filter.relations, conjunction, denies=rule.kind != "allow").of(rule.entity)

    def _types_of(self, rule: Rule) -> Mapping[str, Mapping[str, object]]:
        """The types that `rule` can reach, each with its columns and the ways named in the rule.

        Oso is handed them as text for each answer; with all ways of all entities that text is a megabyte.
        """
        if rule.text not in self._reached:
            named = set(_WORD.findall(rule.text))
            reached: dict[str, Mapping[str, object]] = {}
            todo = [rule.entity]
            while todo:
                entity = todo.pop()
                if entity not in reached:
                    found = self._ways[entity]
                    reached[entity] = {n: of for n, of in self._types[entity].items() if n in named or n not in found}
                    todo += [found[n].target for n in named & found.keys()]
            self._reached[rule.text] = reached
        return self._reached[rule.text]

    def way(self, entity: str, name: str) -> Way:
        return self._ways[entity][name]

    def nullable(self, entity: str, column: str) -> bool:
        return self._catalog[entity].storage[column][1]


class _Joined:
    """One conjunction of Oso, folded into a chain of Exists along its joins."""

    def __init__(self, rules: OsoRules, joins: list[Any], conditions: list[Condition], denies: bool) -> None:
        self.rules = rules
        self.joins = joins
        self.conditions = conditions
        self.denies = denies

    def of(self, entity: str) -> Predicate:
        own = [self.condition(entity, c) for c in self.conditions if self.owner(c) == entity]
        inner = [
            self.exists(self.rules.way(entity, join.name), self.of(join.right.__name__))
            for join in self.joins
            if join.left.__name__ == entity
        ]
        return all_of(tuple(sorted({*own, *inner}, key=_rank)))

    @staticmethod
    def owner(condition: Condition) -> str:
        side = condition.left if isinstance(condition.left, Projection) else condition.right
        return str(side.source.__name__)

    @staticmethod
    def exists(way: Way, where: Predicate) -> Predicate:
        for step in reversed(way.steps):
            where = Exists(step.entity, step.inner, step.outer, where)
        return where

    def condition(self, entity: str, c: Condition) -> Predicate:
        left, op, right = c.left, c.cmp, c.right
        if not isinstance(left, Projection):
            left, op, right = right, _MIRRORED[op], left
        if isinstance(right, Projection) and right.source is not left.source:
            raise ValueError(f"two rows are compared: {left.field} and {right.field}")
        if right is None:
            return IsNull(left.field) if op == "Eq" else negate(IsNull(left.field))
        return self.comparison(entity, left.field, _OPERATORS[op], _operand(right))

    def comparison(self, entity: str, column: str, op: str, operand: Operand) -> Predicate:
        """With a missing value a comparison is false. In a denial it denies, save `=`: missing is just unequal."""
        if not self.denies or op == "eq":
            return Compare(column, op, operand)
        if op == "ne":
            return negate(Compare(column, "eq", operand))
        columns = (column, operand.column) if isinstance(operand, OwnColumn) else (column,)
        missing = tuple(IsNull(c) for c in columns if self.rules.nullable(entity, c))
        return any_of((*missing, Compare(column, op, operand)))


def _operand(side: object) -> Operand:
    match side:
        case Projection(field=column):
            return OwnColumn(column)
        case Sentinel(name=name):
            return Attribute(name)
        case bool() | int() | str():
            return Constant(side)
        case _:
            raise ValueError(f"a rule cannot compare with {side!r}")


def _rank(p: Predicate) -> tuple[int, str]:
    """A fixed order of conditions: equalities with the caller first, joins last."""
    match p:
        case Compare(_, "eq", Attribute()):
            return (0, repr(p))
        case Exists():
            return (2, repr(p))
        case _:
            return (1, repr(p))
