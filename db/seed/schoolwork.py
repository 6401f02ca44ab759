"""Demo data of `schema/schooling.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class SchoolworkMaker(Maker):
    """Puts down the rows of one run."""
