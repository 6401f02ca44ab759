"""Demo data of holiday handovers: a list for each school and village with left-behind children, and its entries."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from db.seed.families import Child
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import School, World

ACKNOWLEDGED, MISMATCHED = 0.85, 0.05
"""Of the lists; of the children on a list that is acknowledged."""
_NOTES = {"NOT_ARRIVED": "随父母在外过假期", "LIVES_ELSEWHERE": "寄住邻村外婆家", "NO_CARER_AT_HOME": "祖母住院,已联系亲属"}


class _List(NamedTuple):
    key: int
    acknowledged: date | None


def last_term_end(today: date) -> tuple[str, date]:
    """The holiday that began last before `today`, and the day on which its term ended."""
    ends = [(term, date(year, month, day)) for year in (today.year - 1, today.year)
            for term, month, day in (("WINTER", 1, 16), ("SUMMER", 7, 3))]  # fmt: skip
    return [e for e in ends if e[1] <= today - timedelta(days=10)][-1]


class HandoverMaker:
    """Puts down the handover of one left-behind pupil after another."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self._rows, self._world = rows, world
        self._rng = Random(f"{options.seed}:handovers")
        self._term, self._due = last_term_end(options.today)
        self._lists: dict[tuple[int, int], _List] = {}

    def follow(self, child: Child, school: School) -> None:
        """The child's place on the list of its school for its village."""
        rng, place = self._rng, (school.key, child.divisions["village_id"])
        if place not in self._lists:
            self._lists[place] = self._list(child, school)
        of = self._lists[place]
        mismatch = rng.choice(tuple(_NOTES)) if of.acknowledged and rng.random() < MISMATCHED else "NONE"
        missing = mismatch != "NONE"
        self._rows.add(
            "HandoverEntry", listed_on=self._due - timedelta(days=7), acknowledged_on=None if missing else of.acknowledged,
            mismatch=mismatch, mismatch_note=_NOTES[mismatch] if missing else None, child_id=child.key, school_id=school.key,
            school_district_id=school.district, handover_list_id=of.key, **child.divisions,
        )  # fmt: skip

    def _list(self, child: Child, school: School) -> _List:
        handed = self._due - timedelta(days=self._rng.randint(0, 3))
        acknowledged = handed + timedelta(days=self._rng.randint(0, 5)) if self._rng.random() < ACKNOWLEDGED else None
        village = self._world.village_bodies[child.divisions["village_id"]]
        key = self._rows.add(
            "HandoverList", term=self._term, year=self._due.year, status="ACKNOWLEDGED" if acknowledged else "HANDED_OVER",
            due_on=self._due, handed_over_on=handed, acknowledged_on=acknowledged, school_id=school.key,
            school_district_id=school.district, handed_over_by_person_id=self._world.officers[school.key],
            acknowledged_by_person_id=self._world.officers[village] if acknowledged else None, **child.divisions,
        )  # fmt: skip
        return _List(key, acknowledged)
