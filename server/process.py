"""What a serving process asks of the interpreter."""

from __future__ import annotations

import gc

_ALLOCATIONS = 20_000
"""New objects between two collections. A request makes few cycles, and what was wired lives as long as the process."""


def start() -> None:
    """To be called first: what is read, checked and compiled at a start is many objects that stay, and few cycles among them."""
    gc.set_threshold(_ALLOCATIONS, 20, 100)


def settle() -> None:
    """To be called once when all is wired: what lives until the end is looked at no more."""
    gc.collect()
    gc.freeze()
    start()
