"""Demo data of absence alerts, dropout cases and attempts to persuade back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from core.clock import work_date
from db.seed.families import Child
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.schooling import age_on
from db.seed.world import School, World
from schema.schooling_enums import DROPOUT_REASON, PERSUASION_MANNER

ALERTED, DROPPED_OUT, OUT_OF_SCHOOL = 0.03, 0.012, 0.5
"""Of the pupils of schools: with an alert, with a dropout case; of children of school age at no school: with a case."""
_REASONS = tuple(DROPOUT_REASON.values)
_MANNERS = tuple(PERSUASION_MANNER.values)


class DropoutMaker:
    """Puts down absence and dropouts of one child after another."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World, staff: list[str]) -> None:
        self._options, self._rows, self._world, self._staff = options, rows, world, staff
        self._rng = Random(f"{options.seed}:dropouts")
        self._reports = 0

    def follow(self, child: Child, school: School | None) -> None:
        """Everything for one child; `school`: where it is enrolled. A child at no school dropped out of a near one."""
        rng, age = self._rng, age_on(child.born, self._options.today)
        if school is not None and school.kindergarten:
            return
        if school is not None and rng.random() < ALERTED:
            self._alert(child, school)
        if rng.random() >= (DROPPED_OUT if school is not None else OUT_OF_SCHOOL) or age < 7:
            return
        stage = "PRIMARY" if age < 12 else "JUNIOR"
        near = self._world.by_stage[child.divisions["town_id"], stage]
        of = school or (rng.choice(near) if near else None)
        if of is not None:
            self._case(child, of, still_out=school is None)

    def _pupil(self, child: Child, school: School) -> dict[str, int]:
        return {"child_id": child.key, "school_id": school.key, "school_district_id": school.district, **child.divisions}

    def _day(self, least: int, most: int) -> date:
        return work_date(self._options.now) - timedelta(days=self._rng.randint(least, most))

    def _alert(self, child: Child, school: School) -> None:
        rng, raised = self._rng, self._day(2, 150)
        status = rng.choice(("RAISED", "GUARDIAN_REACHED", "RETURNED", "RETURNED", "RETURNED"))
        self._rows.add(
            "AbsenceAlert", raised_on=raised, days=rng.randint(1, 5), status=status,
            settled_on=raised + timedelta(days=1) if status == "RETURNED" else None,
            handling="已电话联系监护人" if status != "RAISED" else None, **self._pupil(child, school),
        )  # fmt: skip

    def _case(self, child: Child, school: School, still_out: bool) -> None:
        rng, since, pupil = self._rng, self._day(40, 400), self._pupil(child, school)
        is_open = still_out or rng.random() < 0.4
        ended = None if is_open else since + timedelta(days=rng.randint(15, 39))
        reported = since + timedelta(days=rng.randint(8, 14)) if rng.random() < 0.75 else None
        answered = reported + timedelta(days=rng.randint(5, 20)) if reported and rng.random() < 0.6 else None
        self._reports += reported is not None
        case = self._rows.add(
            "DropoutCase", since=since, status="OPEN" if is_open else "RETURNED", ended_on=ended,
            reason=rng.choice(_REASONS),
            report_number=f"辍报{since.year}-{self._reports:05d}" if reported else None, reported_on=reported,
            report=f"该生自{since:%Y年%m月%d日}起未到校,经劝返{'仍未复学' if is_open else '已复学'}。" if reported else None,
            answered_on=answered, answer="请会同镇街继续劝返并落实帮扶" if answered else None, **pupil,
        )  # fmt: skip
        times = rng.randint(1, 3)
        for n in range(1, times + 1):
            done = not is_open and n == times
            self._rows.add(
                "PersuasionAttempt", attempted_on=since + timedelta(days=n * 7 // 2), manner=rng.choice(_MANNERS),
                result="RETURNED" if done else rng.choice(("PROMISED", "REFUSED", "NOT_REACHED")),
                attempted_by=rng.choice(self._staff), note="上门说明义务教育法规定" if rng.random() < 0.5 else None,
                dropout_case_id=case, **pupil,
            )  # fmt: skip
