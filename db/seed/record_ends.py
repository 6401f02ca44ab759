"""Demo data of ends of records: some that were taken back, the child having been taken for another."""

from __future__ import annotations

from datetime import timedelta

from core.clock import work_date, years_after
from db.seed.crew import Maker
from db.seed.families import Child

_EVERY = 211
"""Of so many children one has had its record ended and restored. What is archived is no demo: it would be of nobody."""
_YEARS = 3
"""`record_retention_years` of policies/numbers.yaml; a test holds the seed to it."""


class RecordEndMaker(Maker):
    """Puts down ends of records that the town took back within days."""

    def follow(self, child: Child) -> None:
        """The end of one child's record; most have none."""
        if child.key % _EVERY:
            return
        ended = self.ago(20, 200)
        cause = self.rng.choice(("PARENTS_RETURNED", "MOVED_AWAY"))
        self.rows.add(
            "RecordEnd", status="RESTORED", cause=cause, occurred_on=work_date(ended - timedelta(days=self.rng.randint(0, 9))),
            ended_at=ended, erase_on=years_after(work_date(ended), _YEARS),
            restored_at=ended + timedelta(days=self.rng.randint(1, 9)), record_id=self.rows.named("Child", child.key),
            child_id=child.key, **child.divisions,
        )  # fmt: skip
