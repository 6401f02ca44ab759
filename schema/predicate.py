"""Predicate trees: what a row rule or a filter says of a row, apart from the SQL that runs it.

Two-valued: a comparison with a missing value is false, never unknown. A tree speaks of one row of
`entity`; `Exists` opens another row that is joined to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Attribute:
    """An operand bound from the caller or the clock at run time, e.g. `organisation_id`, `now`, `today`."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """An operand that the policy or the document states. Bound, never written into SQL text."""

    value: Any


@dataclass(frozen=True, slots=True)
class Slot:
    """An operand bound from the operation's flattened variables, by position."""

    index: int


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """An operand that is another column of the same row."""

    column: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list operand whose items are bound one by one and handed over as one list."""

    items: tuple[Operand, ...]


Operand = Attribute | Constant | Slot | OwnColumn | Listed


@dataclass(frozen=True, slots=True)
class Truth:
    """Always true or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """`column op operand` of the row at hand; op is one of eq, ne, lt, lte, gt, gte, in. Null gives false."""

    column: str
    op: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class IsNull:
    """The column of the row at hand has no value."""

    column: str


@dataclass(frozen=True, slots=True)
class Exists:
    """Some row of `entity` with `inner_column` equal to the `outer_column` of the row at hand meets `where`."""

    entity: str
    inner_column: str
    outer_column: str
    where: Predicate


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Predicate


Predicate = Truth | Compare | IsNull | Exists | And | Or | Not

TRUE = Truth(True)
FALSE = Truth(False)


def all_of(parts: tuple[Predicate, ...]) -> Predicate:
    """Conjunction with truth values folded away and conjunctions within it taken apart."""
    flat = (q for p in parts for q in (p.parts if isinstance(p, And) else (p,)))
    kept = tuple(dict.fromkeys(p for p in flat if p != TRUE))
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else And(kept) if kept else TRUE


def any_of(parts: tuple[Predicate, ...]) -> Predicate:
    """Disjunction with truth values folded away and disjunctions within it taken apart."""
    flat = (q for p in parts for q in (p.parts if isinstance(p, Or) else (p,)))
    kept = tuple(dict.fromkeys(p for p in flat if p != FALSE))
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Or(kept) if kept else FALSE


def negate(part: Predicate) -> Predicate:
    """Negation with truth values folded away."""
    if isinstance(part, Truth):
        return Truth(not part.value)
    return part.part if isinstance(part, Not) else Not(part)


def assume(predicate: Predicate, facts: frozenset[Predicate]) -> Predicate:
    """What is left to be asked of a row for which every one of `facts` is known to hold; the fact `Not(p)` says that p does not."""
    if predicate in facts:
        return TRUE
    if Not(predicate) in facts:
        return FALSE
    match predicate:
        case And(parts):
            return all_of(tuple(assume(p, facts) for p in parts))
        case Or(parts):
            return any_of(tuple(assume(p, facts) for p in parts))
        case Not(part):
            return negate(assume(part, facts))
        case _:
            return predicate
