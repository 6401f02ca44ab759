"""Masks as design.md section 4 and GB 11643 state them, written a second time."""

from __future__ import annotations

from schema.catalog import Mask


def masked(rule: Mask | None, value: str | None) -> str | None:
    """What a caller with `mask` sees of `value`. A field without a mask rule shows nothing."""
    if value is None or rule is None:
        return None
    if rule is Mask.TELEPHONE:
        keep_front, keep_back = 3, 4
    elif rule is Mask.IDENTITY_NUMBER:
        keep_front, keep_back = 1, 1
    else:
        keep_front, keep_back = (1, 0) if len(value) <= 2 else (1, 1)
    hidden = len(value) - keep_front - keep_back
    if hidden <= 0:
        return "*" * len(value) if len(value) <= 1 or rule is not Mask.NAME else value[0] + "*" * (len(value) - 1)
    return value[:keep_front] + "*" * hidden + (value[-keep_back:] if keep_back else "")
