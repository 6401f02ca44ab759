"""Which school a child goes to, its enrolments, and the attendance of its days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.numbers import Numbers
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import School, World

MOVED = ELSEWHERE = 0.05
"""Of the enrolled: an earlier enrolment at another school; a school outside the town of the village."""
_ENROLLED = {"KINDERGARTEN": 0.8, "PRIMARY": 0.98, "JUNIOR": 0.96}
_STATUSES = ((0.955, "PRESENT"), (0.98, "EXCUSED"), (0.99, "LATE"), (1.0, "UNEXCUSED"))
_NOTES = {"EXCUSED": ("病假", "事假"), "UNEXCUSED": (None, "已电话联系监护人")}


def age_on(born: date, day: date) -> int:
    """Full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def school_days(today: date, count: int) -> list[date]:
    """The last `count` weekdays before `today`, newest first."""
    days = (today - timedelta(days=n) for n in range(1, count * 2 + 7))
    return list(islice((d for d in days if d.weekday() < 5), count))


def _stage(age: int) -> str | None:
    if age < 3:
        return None
    return "KINDERGARTEN" if age < 6 else "PRIMARY" if age < 12 else "JUNIOR"


class SchoolingMaker:
    """Chooses schools before a child's row is put down, and puts down enrolments and attendance after."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self._options, self._rows, self._world = options, rows, world
        self._rng = Random(f"{options.seed}:schooling")
        self._attendance = Random(f"{options.seed}:attendance")
        self._numbers = Numbers()
        self._days = school_days(options.today, options.attendance_days)
        share = options.share_with_attendance
        # Drawn, not counted off: towns have their stages in a fixed turn. The first school is always one of them,
        # so that a demo finds it there.
        drawn = Random(f"{options.seed}:schools with attendance").sample(world.schools, round(len(world.schools) * share))
        self._with_attendance = {s.key for s in drawn}
        if share > 0 and world.schools:
            self._with_attendance.add(world.schools[0].key)
        self._teachers = [full_name(self._rng, surname(self._rng), "FEMALE") for _ in range(200)]

    def choose(self, row: dict[str, Any]) -> School | None:
        """The school of the child whose row this is; None for one that goes to none."""
        rng = self._rng
        stage = _stage(age_on(row["birth_date"], self._options.today))
        if stage is None or rng.random() > _ENROLLED[stage]:
            return None
        near = self._world.by_stage[row["town_id"], stage]
        far = self._world.by_stage[row["district_id"], stage]
        if near and rng.random() >= ELSEWHERE:
            return rng.choice(near)
        return rng.choice([s for s in far if s.town != row["town_id"]] or far)

    def enrol(self, child: Child, school: School) -> None:
        """Puts down the enrolment at `school`, an earlier one for some, and the attendance."""
        rng, today = self._rng, self._options.today
        age = age_on(child.born, today)
        stage = _stage(age) or "KINDERGARTEN"
        first_age = {"KINDERGARTEN": 3, "PRIMARY": 6, "JUNIOR": 12}[stage]
        year = child.born.year + first_age
        began = min(date(year, 9, 1), today - timedelta(days=20))
        number = None if stage == "KINDERGARTEN" else self._numbers.student()
        grade = max(1, age - first_age + 1 + (6 if stage == "JUNIOR" else 0))
        other = self._world.school_elsewhere(rng, school, stage) if rng.random() < MOVED else None
        if other is not None:
            moved = began + (today - began) * (0.2 + 0.6 * rng.random())
            self._enrolment(child, other, number, grade, began, moved)
            began = moved
        self._enrolment(child, school, number, grade, began, None)
        if school.key in self._with_attendance:
            self._attend(child, school)

    def _enrolment(
        self, child: Child, school: School, number: str | None, grade: int, began: date, left: date | None
    ) -> None:
        rng = self._rng
        self._rows.add(
            "Enrolment", child_id=child.key, school_id=school.key, school_district_id=school.district,
            student_number=number, grade=grade,
            left_behind_mark=child.category == "LEFT_BEHIND" and rng.random() < 0.95,
            boards=not school.kindergarten and rng.random() < (0.3 if school.stage != "PRIMARY" else 0.05),
            responsible_teacher=rng.choice(self._teachers), enrolled_on=began, left_on=left, **child.divisions,
        )  # fmt: skip

    def _attend(self, child: Child, school: School) -> None:
        rng, divisions = self._attendance, child.divisions
        for day in self._days:
            draw = rng.random()
            status = "PRESENT" if draw < _STATUSES[0][0] else next(s for bound, s in _STATUSES if draw <= bound)
            notes = _NOTES.get(status)
            self._rows.add(
                "AttendanceDay", child_id=child.key, school_id=school.key, school_district_id=school.district, date=day,
                status=status, note=rng.choice(notes) if notes else None, **divisions,
            )  # fmt: skip
