"""Demo data of `schema/services.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class ServicesMaker(Maker):
    """Puts down the rows of one run."""
