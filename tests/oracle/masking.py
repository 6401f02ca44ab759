"""Masks as domain.md section 5 states them, written a second time: 张*三, 张*, 138****1234, both ends of a number."""

from __future__ import annotations

from schema.catalog import Mask


def masked(rule: Mask | None, value: str | None) -> str | None:
    """What a caller with `mask` sees of `value`; too short to keep its ends, it is hidden whole. No rule: nothing."""
    if value is None or rule is None:
        return None
    if rule is Mask.NAME:
        keep = {0} if len(value) == 2 else {0, len(value) - 1}
    elif rule is Mask.TELEPHONE:
        keep = {0, 1, 2, *range(len(value) - 4, len(value))}
    else:
        keep = {0, len(value) - 1}
    if len(keep) >= len(value):
        return "*" * len(value)
    return "".join(c if n in keep else "*" for n, c in enumerate(value))
