"""Coerced values with symbolic leaves: what a variable left to be bound stands for, wherever it is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from core.ids import prefix_of
from schema.predicate import Constant, Listed, Operand, Slot


@dataclass(frozen=True, slots=True)
class SizedSlot:
    """A page size given by a variable: its slot, and its value, of which only the bucket shapes the statement."""

    slot: Slot
    value: int


@dataclass(frozen=True, slots=True)
class TypedSlot:
    """An id, or a list of ids, given by a variable: its slot and how many of each known prefix it holds."""

    slot: Slot
    prefixes: tuple[tuple[str, int], ...]


def prefixes_of(values: list[Any]) -> tuple[tuple[str, int], ...]:
    """The known prefixes of ids, sorted, with their number rounded up to a power of ten."""
    found = Counter(p for v in values if isinstance(v, str) and (p := prefix_of(v)) is not None)
    return tuple(sorted((prefix, 10 ** len(str(n - 1)) if n > 1 else 1) for prefix, n in found.items()))


def operand(value: Any) -> Operand:
    """An operand of a coerced argument: a slot stays, all else is a constant of the document."""
    if isinstance(value, SizedSlot | TypedSlot):
        return value.slot
    if isinstance(value, list) and any(isinstance(v, Slot | SizedSlot | TypedSlot) for v in value):
        return Listed(tuple(operand(v) for v in value))
    return value if isinstance(value, Slot) else Constant(tuple(value) if isinstance(value, list) else value)


def typed(given: Any) -> tuple[Operand, tuple[tuple[str, int], ...]]:
    """The operand of an id (or ids) and the prefixes in it: known of literals, told by the shape of variables."""
    if isinstance(given, TypedSlot):
        return given.slot, given.prefixes
    values = given if isinstance(given, list) else [given]
    found = Counter(dict(prefixes_of([v for v in values if not isinstance(v, TypedSlot)])))
    for value in values:
        if isinstance(value, TypedSlot):
            found.update(dict(value.prefixes))
    return operand(given), tuple(sorted(found.items()))
