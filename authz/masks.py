"""Masks that can be completed. What of a masked value follows from which other members stands in one table, `FOLLOWS`.

A mask shows some characters and hides the rest. It is refused where every hidden character follows from members that
the same subject reads, since then it hides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schema.catalog import Catalog, Field, Mask
from schema.entities import CATALOG


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (excluded) of a masked value, and the members that together tell them.

    `from_rest`: the part is computed from all other characters (a check character).
    """

    start: int
    end: int
    members: tuple[str, ...] = ()
    from_rest: bool = False


SHOWN: Mapping[Mask, tuple[int, tuple[int, ...]]] = {
    Mask.IDENTITY_NUMBER: (18, (0, 17)),
    Mask.TELEPHONE: (11, (0, 1, 2, 7, 8, 9, 10)),
}
"""Length of a value and the positions that its mask shows. A name's mask hides characters that nothing else tells."""

_IDENTITY_NUMBER = (
    Part(0, 6, ("registeredDivisionCode",)),
    Part(6, 14, ("birthDate",)),
    Part(14, 17),
    Part(17, 18, from_rest=True),
)
"""GB 11643: division of first registration, birth date, sequence (only its parity follows, from the sex), check."""

FOLLOWS: Mapping[tuple[str, str], tuple[Part, ...]] = {
    ("Child", "identityNumber"): _IDENTITY_NUMBER,
    ("Guardian", "identityNumber"): _IDENTITY_NUMBER,
}
"""(entity, masked member) -> parts. Members are of the same entity. What is not listed follows from nothing."""


def completing(
    entity: str,
    member: str,
    read: frozenset[str],
    catalog: Catalog = CATALOG,
    shown: Mapping[Mask, tuple[int, tuple[int, ...]]] = SHOWN,
    follows: Mapping[tuple[str, str], tuple[Part, ...]] = FOLLOWS,
) -> tuple[str, ...]:
    """The members among `read` that complete the mask of `member`, or none where something stays hidden."""
    declared = catalog[entity].members[member]
    if not isinstance(declared, Field) or declared.mask is None or declared.mask not in shown:
        return ()
    length, positions = shown[declared.mask]
    hidden = set(range(length)) - set(positions)
    used: list[str] = []
    parts = follows.get((entity, member), ())
    for part in parts:
        places = set(range(part.start, part.end))
        if part.members and set(part.members) <= read and places & hidden:
            used.extend(part.members)
            hidden -= places
    for part in parts:
        if part.from_rest and hidden <= set(range(part.start, part.end)):
            hidden.clear()
    return () if hidden else tuple(used)
