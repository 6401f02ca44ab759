"""Demo data of `schema/campus.py`: checks of schools, counsellors, talks, abduction cases, transfers."""

from __future__ import annotations

from datetime import timedelta

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.world import School
from schema.govern_enums import PROTECTION_MEANS, TALK_THEME

_FINDINGS = {
    "GUARDS": ("保安人数不足", "夜间巡查记录缺失"),
    "EQUIPMENT": ("防护器械过期", "围墙高度不够"),
    "TECHNOLOGY": ("监控存在盲区", "一键报警未联网"),
}
_EVERY_TRANSFER, _EVERY_ABDUCTION = 61, 397
"""One child in so many."""
_ELSEWHERE = ("500235001", "511602001", "520302001")


class CampusMaker(Maker):
    """Puts down the rows of one run."""

    def begin(self) -> None:
        """Everything about schools."""
        for school in self.world.schools:
            police = self.world.units[school.district, "police"]
            self._check(school, police)
            if not school.kindergarten:
                self._counsellor(school, police)
            for theme in self.rng.sample(list(TALK_THEME.values), self.rng.randint(1, 3)):
                self.rows.add(
                    "PreventionTalk", theme=theme, held_on=self.day_ago(3, 360),
                    audience=self.rng.randint(30, 400), speaker=self.somebody(), school_id=school.key,
                    organisation_id=police, district_id=school.district,
                )  # fmt: skip

    def _check(self, school: School, police: int) -> None:
        rng = self.rng
        on = self.day_ago(10, 300)
        result = rng.choices(("PASSED", "TO_MEND", "FAILED"), (60, 35, 5))[0]
        check = self.rows.add(
            "SafetyCheck", checked_on=on, result=result, next_due_on=on + timedelta(days=182), inspector=self.somebody(),
            school_id=school.key, organisation_id=police, district_id=school.district,
        )  # fmt: skip
        if result == "PASSED":
            return
        for means in rng.sample(list(PROTECTION_MEANS.values), rng.randint(1, 2)):
            due = on + timedelta(days=30)
            mended = on + timedelta(days=rng.randint(5, 40)) if rng.random() < 0.6 else None
            self.rows.add(
                "SafetyFinding", means=means, text=rng.choice(_FINDINGS[means]), due_on=due,
                mended_on=mended if mended and mended <= self.options.today else None, safety_check_id=check,
                school_id=school.key, district_id=school.district,
            )  # fmt: skip

    def _counsellor(self, school: School, police: int) -> None:
        self.rows.add(
            "Counsellor", officer_name=self.somebody(), appointed_on=self.day_ago(60, 900), left_on=None,
            lessons_given=self.rng.randint(0, 12), school_id=school.key, organisation_id=police,
            district_id=school.district,
        )  # fmt: skip

    def follow(self, child: Child) -> None:
        """A transfer or an abduction case for some."""
        rng, police = self.rng, self.world.units[child.divisions["district_id"], "police"]
        if child.key % _EVERY_TRANSFER == 0:
            requested = self.day_ago(5, 700)
            status = rng.choices(("REQUESTED", "DONE", "REFUSED"), (20, 70, 10))[0]
            done = min(requested + timedelta(days=rng.randint(1, 30)), self.options.today)
            self.rows.add(
                "RegistrationTransfer", status=status, requested_on=requested, done_on=done if status == "DONE" else None,
                from_division_code=rng.choice(_ELSEWHERE), to_division_code=str(child.divisions["town_id"]),
                with_parents=rng.random() < 0.8, child_id=child.key, organisation_id=police, **child.divisions,
            )  # fmt: skip
        if child.key % _EVERY_ABDUCTION == 0:
            opened = self.ago(20, 900)
            status = rng.choice(("OPEN", "FOUND", "CLOSED"))
            found = min(work_date(opened) + timedelta(days=rng.randint(1, 200)), self.options.today)
            self.rows.add(
                "AbductionCase", status=status, opened_at=opened, responsible_officer=self.somebody(),
                found_on=None if status == "OPEN" else found, progress=rng.choice(("已发布协查", "已比对信息", "已联系家属")),
                child_id=child.key, incident_id=self.incident_of(child), organisation_id=police, **child.divisions,
            )  # fmt: skip
