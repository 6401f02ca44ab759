"""Masks that can be completed. What of a masked value follows from which other members stands in one table, `FOLLOWS`.

A mask shows both ends of a value and hides the middle. It is refused where every hidden character follows from members
that the same subject reads, since then it hides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schema.catalog import Catalog, Field
from schema.entities import CATALOG
from schema.masking import KEPT


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (excluded) of a masked value, and the members that together tell them; none: no
    member does."""

    start: int
    end: int
    members: tuple[str, ...] = ()


_BORN = (Part(6, 14, ("birthDate",)), Part(14, 18))
"""GB 11643 behind the division of first registration: birth date, sequence (its parity follows from the sex), check."""
_BORN_IN = Part(6, 10, ("birthYear",))
"""Within the birth date: the year alone."""

FOLLOWS: Mapping[tuple[str, str], tuple[Part, ...]] = {
    ("Child", "identityNumber"): (Part(0, 6, ("registeredDivisionCode",)), _BORN[0], _BORN_IN, _BORN[1]),
    ("Guardian", "identityNumber"): (Part(0, 6), *_BORN),
}
"""(entity, masked member) -> the parts that make up its whole value. Members are of the same entity. Of what is not
listed (names, telephones) nothing follows from other members."""


def completing(entity: str, member: str, read: frozenset[str], catalog: Catalog = CATALOG) -> tuple[str, ...]:
    """The members among `read` that complete the mask of `member`, or none where something stays hidden."""
    declared = catalog[entity].members[member]
    parts = FOLLOWS.get((entity, member))
    if parts is None or not isinstance(declared, Field) or declared.mask is None:
        return ()
    front, back = KEPT[declared.mask]
    hidden = set(range(front, parts[-1].end - back))
    used: list[str] = []
    for part in parts:
        places = set(range(part.start, part.end))
        if part.members and set(part.members) <= read and places & hidden:
            used.extend(part.members)
            hidden -= places
    return () if hidden else tuple(used)
