"""An interpreter of row rules over Python rows: depth first, one solution is enough.

Null compares to nothing, but in a denial: there an order or `!=` with a missing value of a row denies."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.catalog import Cardinality
from tests.oracle.polar import Both, Call, Either, Goal, Literal, Member, PolarError, Rule, Term, Test, Variable
from tests.oracle.ways import further
from tests.oracle.world import Row, relation_by_snake

Bindings = Mapping[str, Any]

_OPERATORS = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge,
}  # fmt: skip


_DENYING = ("deny", "deny_group")
_KINDS = ("referral", "break_glass")
"""Kinds of doors that a denial may name in place of a door: it speaks of every door of the kind."""


def _says(rule: Rule, stated: Any, asked: Any) -> bool:
    """The constant in a rule's head is what it is asked about, or for a denial the kind of that door."""
    if rule.name == "deny" and stated in _KINDS and isinstance(asked, str):
        return asked.split(":")[0] == stated
    return bool(stated == asked)


@dataclass(frozen=True)
class CallerFacts:
    """What a rule reads of a caller: constants of the view, attributes and the clock."""

    facts: Mapping[str, Any]


class _Unbound:
    def __init__(self, name: str) -> None:
        self.name = name


def _member(owner: Any, name: str) -> Any:
    if owner is None:
        return None
    if isinstance(owner, CallerFacts):
        return owner.facts[name]
    if not isinstance(owner, Row):
        raise PolarError(f"{name!r} of {owner!r}")
    if name in owner.values:
        return owner.values[name]
    relation = relation_by_snake(owner.entity, name)
    if relation is None:
        return further(owner, name)
    return owner.one(relation) if relation.cardinality is Cardinality.ONE else owner.many(relation)


def _value(term: Term, bound: Bindings) -> Any:
    match term:
        case Literal(value):
            return value
        case Variable(name):
            return bound[name] if name in bound else _Unbound(name)
        case Member(owner, name):
            return _member(_value(owner, bound), name)


def compare(op: str, left: Any, right: Any) -> bool:
    """Two-valued: a missing value compares to nothing. Text compares by code point."""
    if left is None or right is None:
        return False
    if isinstance(left, bool) != isinstance(right, bool):
        raise PolarError(f"{left!r} {op} {right!r}")
    return bool(_OPERATORS[op](left, right))


def _missing(term: Term, bound: Bindings) -> bool:
    """The term is a column of a row that is there, and the column holds nothing."""
    return isinstance(term, Member) and isinstance(_value(term.owner, bound), Row) and _value(term, bound) is None


class Rules:
    """Rules of one file, called by name."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self.rules.setdefault(rule.name, []).append(rule)
        self._meant: dict[tuple[str, str], list[Rule]] = {}

    def holds(self, name: str, *arguments: Any) -> bool:
        """Some rule `name` has a solution with these arguments. No rule of the name: no."""
        return any(True for _ in self._call(name, arguments))

    def doors(self, name: str) -> frozenset[str]:
        """The doors that rules `name` state as a constant in second place."""
        return frozenset(
            term.value for r in self.rules.get(name, ()) for term, _ in r.parameters[1:2] if isinstance(term, Literal)
        )

    def _call(self, name: str, arguments: tuple[Any, ...]) -> Iterator[None]:
        for rule in self._named(name, arguments):
            bound = self._head(rule, arguments)
            if bound is not None:
                for _ in self._solve(rule.body, bound, rule.name in _DENYING):
                    yield None

    def _named(self, name: str, arguments: tuple[Any, ...]) -> Sequence[Rule]:
        """The rules of the name, less those that state another constant than a text in second place."""
        named = self.rules.get(name, ())
        if not named or len(arguments) < 2 or not isinstance(arguments[1], str):
            return named
        key = (name, arguments[1])
        if key not in self._meant:
            self._meant[key] = [
                r for r in named if not any(isinstance(t, Literal) and not _says(r, t.value, key[1]) for t, _ in r.parameters[1:2])
            ]
        return self._meant[key]

    def _head(self, rule: Rule, arguments: tuple[Any, ...]) -> dict[str, Any] | None:
        if len(rule.parameters) != len(arguments):
            return None
        bound: dict[str, Any] = {}
        for (term, kind), argument in zip(rule.parameters, arguments, strict=True):
            if kind == "Caller" and not isinstance(argument, CallerFacts):
                return None
            if kind not in (None, "Caller") and not (isinstance(argument, Row) and argument.entity.name == kind):
                return None
            match term:
                case Literal(value):
                    if not _says(rule, value, argument):
                        return None
                case Variable(variable):
                    bound[variable] = argument
                case _:
                    raise PolarError(f"line {rule.line}: parameter")
        return bound

    def _solve(self, goal: Goal, bound: Bindings, denies: bool) -> Iterator[Bindings]:
        match goal:
            case Test():  # first, as most goals are tests
                yield from self._test(goal, bound, denies)
            case Both(parts):
                yield from self._all(parts, 0, bound, denies)
            case Either(parts):
                for part in parts:
                    yield from self._solve(part, bound, denies)
            case Call(name, arguments):
                for _ in self._call(name, tuple(_value(a, bound) for a in arguments)):
                    yield bound

    def _all(self, parts: tuple[Goal, ...], at: int, bound: Bindings, denies: bool) -> Iterator[Bindings]:
        """Solutions of all parts from the one at `at` on."""
        if at == len(parts):
            yield bound
            return
        for found in self._solve(parts[at], bound, denies):
            yield from self._all(parts, at + 1, found, denies)

    def _test(self, test: Test, bound: Bindings, denies: bool) -> Iterator[Bindings]:
        left, right = _value(test.left, bound), _value(test.right, bound)
        if test.op == "in":
            if isinstance(right, _Unbound):
                raise PolarError(f"{right.name!r} is not bound")
            for item in right or ():
                if isinstance(left, _Unbound):
                    yield {**bound, left.name: item}
                elif compare("eq", left, item):
                    yield bound
            return
        if test.op == "eq" and isinstance(left, _Unbound) != isinstance(right, _Unbound):
            name, value = (left.name, right) if isinstance(left, _Unbound) else (right.name, left)
            yield {**bound, name: value}
            return
        if isinstance(left, _Unbound) or isinstance(right, _Unbound):
            raise PolarError("a comparison of a name that is not bound")
        if Literal(None) in (test.left, test.right) and test.op in ("eq", "ne"):
            if (left is right) == (test.op == "eq"):
                yield bound
        elif compare(test.op, left, right) or (
            denies and test.op != "eq" and any(_missing(side, bound) for side in (test.left, test.right))
        ):
            yield bound
