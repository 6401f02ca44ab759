"""What every maker of demo data beside families and schooling does: its turn at the start, at each child, at the end."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from core.clock import work_date
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World


class Maker:
    """Puts down rows, dated back from `options.now`, drawn from chance of its own: another maker changes nothing here."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self.options, self.rows, self.world = options, rows, world
        self.rng = Random(f"{options.seed}:{type(self).__name__}")

    def begin(self) -> None:
        """Once, when the organisations are there: what no child causes."""

    def follow(self, child: Child) -> None:
        """Once for each child, when its family and its schooling are there."""

    def finish(self) -> None:
        """Once, after the last child."""

    def ago(self, least_days: int, most_days: int) -> datetime:
        """An instant between so many days before `options.now`, to the minute."""
        return self.options.ago(self.rng, least_days, most_days)

    def day_ago(self, least_days: int, most_days: int) -> date:
        """The date of work of such an instant."""
        return work_date(self.ago(least_days, most_days))

    def somebody(self) -> str:
        """The name of a grown-up of either sex."""
        return full_name(self.rng, surname(self.rng), self.rng.choice(("MALE", "FEMALE")))

    def incident_of(self, child: Child) -> int | None:
        """The newest incident of the child whose turn it is; None where it has none."""
        found = self.rows.of_child("Incident", child.key)
        return found[-1]["id"] if found else None
