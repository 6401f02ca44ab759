"""Demo data of `schema/services.py`."""

from __future__ import annotations

from db.seed.bought import BoughtMaker
from db.seed.care import CareMaker
from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.funds import FundsMaker
from db.seed.home_work import HomeWorkMaker
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

PARTS: tuple[type[Maker], ...] = (BoughtMaker, FundsMaker, HomeWorkMaker, CareMaker)


class ServicesMaker(Maker):
    """Puts down the rows of one run, part by part."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._parts = [part(options, rows, world) for part in PARTS]

    def begin(self) -> None:
        for part in self._parts:
            part.begin()

    def follow(self, child: Child) -> None:
        for part in self._parts:
            part.follow(child)

    def finish(self) -> None:
        for part in self._parts:
            part.finish()
