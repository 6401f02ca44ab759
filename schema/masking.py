"""Masks in Python: what a `mask` grant shows of a value. `db.elements` has the same in SQL; tests compare the two.

The eight middle digits of an identity number are the birth date, so its mask keeps one character at each end.
"""

from __future__ import annotations

from schema.catalog import Mask

KEPT = {Mask.IDENTITY_NUMBER: (1, 1), Mask.TELEPHONE: (3, 4), Mask.NAME: (1, 1)}
"""Mask -> characters kept at the front and at the back."""


def masked(mask: Mask, value: str | None) -> str | None:
    """`value` with what the mask hides as `*`, one for each character; null stays null.

    A value too short to keep its ends is hidden whole, a name of two characters keeps the first.
    """
    if value is None:
        return None
    front, back = KEPT[mask]
    if mask is Mask.NAME and len(value) == 2:
        return value[0] + "*"
    hidden = len(value) - front - back
    if hidden <= 0:
        return "*" * len(value)
    return value[:front] + "*" * hidden + value[-back:]
