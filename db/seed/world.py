"""Who and where, before any child: divisions, units, organisations, schools, persons."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from db.divisions import Divisions, Town, Village

_RURAL_WEIGHT, _URBAN_WEIGHT = 3, 1
"""How many children a village has beside a community."""


@dataclass(frozen=True, slots=True)
class School:
    """A school or kindergarten; its key is also its organisation's."""

    key: int
    name: str
    stage: str
    town: int
    district: int

    @property
    def kindergarten(self) -> bool:
        return self.stage == "KINDERGARTEN"


class Places:
    """Villages to draw from, by weight."""

    def __init__(self, villages: list[Village]) -> None:
        self.villages = villages
        self._sums = list(accumulate(_RURAL_WEIGHT if v.rural else _URBAN_WEIGHT for v in villages))

    def draw(self, rng: Random) -> Village:
        """A village."""
        return self.villages[bisect(self._sums, rng.random() * self._sums[-1])]


@dataclass
class World:
    """What families and cases refer to. Keys of organisations and persons are integers."""

    divisions: Divisions
    towns: dict[int, Town]
    units: dict[tuple[int, str], int] = field(default_factory=dict)
    """(district, unit code) -> organisation."""
    town_bodies: dict[int, int] = field(default_factory=dict)
    village_bodies: dict[int, int] = field(default_factory=dict)
    schools: list[School] = field(default_factory=list)
    bodies: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """(district, kind) -> other organisations on the ground."""
    hospitals: dict[int, int] = field(default_factory=dict)
    """Town -> the hospital that stands in it."""
    names: dict[int, str] = field(default_factory=dict)
    officers: dict[int, int] = field(default_factory=dict)
    """Organisation -> its officer."""
    by_stage: dict[tuple[int, str], list[School]] = field(default_factory=lambda: defaultdict(list))
    """(town or district, stage) -> schools that take children of the stage; NINE_YEAR counts for both of its stages."""

    def add_school(self, school: School) -> None:
        """Registers a school under the stages that it teaches."""
        self.schools.append(school)
        stages = ("PRIMARY", "JUNIOR") if school.stage == "NINE_YEAR" else (school.stage,)
        for stage in stages:
            self.by_stage[school.town, stage].append(school)
            self.by_stage[school.district, stage].append(school)

    def school_elsewhere(self, rng: Random, school: School, stage: str) -> School | None:
        """A school of the stage in the same district, another than `school`; None where there is none."""
        found = self.by_stage[school.district, stage]
        if len(found) < 2:
            return None
        chosen = rng.choice(found)
        return chosen if chosen is not school else found[found.index(school) - 1]
