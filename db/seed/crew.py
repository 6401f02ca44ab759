"""What every maker of demo data beside families and schooling does: its turn at the start, at each child, at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from db.seed.families import Child
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
        return self.options.now - timedelta(minutes=self.rng.randint(least_days * 1440, most_days * 1440))

    def incident_of(self, child: Child) -> int | None:
        """The newest incident of the child whose turn it is; None where it has none."""
        found = self.rows.of_child("Incident", child.key)
        return found[-1]["id"] if found else None
