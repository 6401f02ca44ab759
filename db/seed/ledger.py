"""Demo data of `schema/ledger.py`."""

from __future__ import annotations

from db.seed.crew import Maker


class LedgerMaker(Maker):
    """Puts down the rows of one run."""
