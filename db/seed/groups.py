"""Demo data of `schema/groups.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class GroupsMaker(Maker):
    """Puts down the rows of one run."""
