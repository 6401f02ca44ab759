"""Whether a rule could hold for some row and some attributes of this caller: its constants alone decide."""

from __future__ import annotations

from typing import Any

from tests.oracle.polar import Both, Call, Either, Goal, Literal, Member, Term, Test, Variable
from tests.oracle.rules import CallerFacts, Rules, compare

_CONSTANTS = ("subject", "role", "unit", "kind")
_UNKNOWN = object()


def _known(term: Term, caller: CallerFacts) -> Any:
    match term:
        case Literal(value):
            return value
        case Member(Variable("caller"), name) if name in _CONSTANTS:
            return caller.facts[name]
        case _:
            return _UNKNOWN


def _goal(rules: Rules, goal: Goal, caller: CallerFacts) -> bool:
    match goal:
        case Both(parts):
            return all(_goal(rules, p, caller) for p in parts)
        case Either(parts):
            return any(_goal(rules, p, caller) for p in parts)
        case Call(name, _):
            return any(_goal(rules, r.body, caller) for r in rules.rules.get(name, ()))
        case Test(op, left, right):
            a, b = _known(left, caller), _known(right, caller)
            if a is _UNKNOWN or b is _UNKNOWN:
                return True
            return any(compare("eq", a, x) for x in b) if op == "in" else compare(op, a, b)


def left_of(rules: Rules, caller: CallerFacts) -> Rules:
    """The rules less those that the caller's constants rule out: they would fail on every row."""
    return Rules([r for named in rules.rules.values() for r in named if _goal(rules, r.body, caller)])


def possible(rules: Rules, name: str, caller: CallerFacts, second: str) -> bool:
    """Some rule `name` whose second argument may be `second` is not ruled out by the caller's constants."""
    return any(
        _goal(rules, r.body, caller)
        for r in rules.rules.get(name, ())
        if not isinstance(r.parameters[1][0], Literal) or r.parameters[1][0].value == second
    )
