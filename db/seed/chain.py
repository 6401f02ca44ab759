"""Demo data of `schema/chain.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class ChainMaker(Maker):
    """Puts down the rows of one run."""
