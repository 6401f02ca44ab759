"""Demo data of `schema/govern.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class GovernMaker(Maker):
    """Puts down the rows of one run."""
