"""Demo data of `schema/health.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class HealthMaker(Maker):
    """Puts down the rows of one run."""
