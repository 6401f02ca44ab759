"""Visits of villages with findings and measures, legal talks to guardians, and the rules that villages filed."""

from __future__ import annotations

from datetime import date, timedelta

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.names import full_name, surname

VISITED, VISITED_OTHERS = 0.8, 0.02
"""Of the left-behind children, of the others: with a visit."""
FOUND = 0.25
"""Of the visits: something was found."""
SCREENED = 0.01
"""Of the children: something was found by screening on paper, without a visit."""
TALKED_TO = 0.06
"""Of the left-behind children: a guardian was talked to."""
_PURPOSES = ("ROUTINE", "ROUTINE", "SCREENING", "FOLLOW_UP", "FESTIVAL")
_NOTES = ("家中整洁,照料人在家", "儿童在校,由照料人介绍情况", "已提醒按时联系父母", None)
_FOUND = (
    ("NO_CONTACT", "父母一个月以上未与子女联系", "督促父母每周联系"),
    ("CARE_LACKING", "照料人外出打零工,晚间无人陪伴", "协调亲属晚间陪伴"),
    ("HOME_HAZARD", "电线老化,院坝临水无护栏", "排除用电和临水隐患"),
    ("HARDSHIP", "家庭生活困难", "协助申请生活补助"),
    ("LIVES_ALONE", "儿童独自居住三日", "联系父母当日返家"),
    ("OUT_OF_SCHOOL", "开学两周未到校", "会同学校上门劝返"),
    ("CARER_UNFIT", "照料人患病,难以照料", "另行确定照料人"),
    ("NOT_REGISTERED", "尚未办理户口登记", "协助办理户口登记"),
)
_SEVERITIES = ("LOW", "LOW", "MEDIUM", "MEDIUM", "HIGH")
_TOPICS = ("监护人的法定责任", "不得让未满十六周岁儿童独自居住", "外出务工须办理委托监护", "保障接受义务教育")
_OUTCOMES = ("已作出书面保证", "表示理解并配合", None)


class VisitMaker(Maker):
    """Puts down what the villages do for the children who live there."""

    def begin(self) -> None:
        """The rule of each village, some with one before it."""
        for village in self.world.divisions.villages:
            divisions = {
                "district_id": village.district_key, "town_id": village.town_key, "village_id": village.key,
            }  # fmt: skip
            body = self.world.village_bodies[village.key]
            adopted = self.day_ago(60, 700)
            versions = [("FILED", adopted)]
            if self.rng.random() < 0.1:
                versions.insert(0, ("REPLACED", adopted - timedelta(days=1000)))
            for status, on in versions:
                self.rows.add(
                    "VillageRule", title=f"{village.name}村规民约", status=status, adopted_on=on,
                    provisions="父母外出须委托有能力的成年人照料子女,不得让未满十六周岁儿童独自居住",
                    filed_on=on + timedelta(days=self.rng.randint(3, 30)), organisation_id=body, **divisions,
                )  # fmt: skip

    def follow(self, child: Child) -> None:
        """Visit, findings and talk of one child; most children who are not left behind have none."""
        rng, left_behind = self.rng, child.category == "LEFT_BEHIND"
        if rng.random() < (VISITED if left_behind else VISITED_OTHERS):
            self._visit(child)
        if rng.random() < SCREENED:
            self._finding(child, None, self.day_ago(5, 200))
        if left_behind and child.ties and rng.random() < TALKED_TO:
            self._talk(child)

    def _person(self) -> str:
        return full_name(self.rng, surname(self.rng), "MALE" if self.rng.random() < 0.5 else "FEMALE")

    def _visit(self, child: Child) -> None:
        rng, on = self.rng, self.day_ago(1, 170)
        found = rng.random() < FOUND
        visit = self.rows.add(
            "Visit", visited_on=on, visited_by=self._person(), purpose=rng.choice(_PURPOSES),
            household_met=found or rng.random() < 0.9, note=rng.choice(_NOTES),
            next_visit_due=on + timedelta(days=rng.choice((30, 90, 180))) if rng.random() < 0.9 else None,
            child_id=child.key, household_id=child.household, **child.divisions,
        )  # fmt: skip
        if found:
            self._finding(child, visit, on)

    def _finding(self, child: Child, visit: int | None, on: date) -> None:
        rng, today = self.rng, self.options.today
        kind, detail, measure = rng.choice(_FOUND)
        done = min(on + timedelta(days=rng.randint(1, 60)), today) if rng.random() < 0.6 else None
        finding = self.rows.add(
            "Finding", kind=kind, severity=rng.choice(_SEVERITIES), found_on=on, resolved_on=done, detail=detail,
            visit_id=visit, child_id=child.key, **child.divisions,
        )  # fmt: skip
        if done is not None or rng.random() < 0.7:
            self.rows.add(
                "Measure", measure=measure, responsible_person=self._person(), done_on=done,
                due_on=on + timedelta(days=rng.choice((7, 15, 30))), finding_id=finding, child_id=child.key,
                **child.divisions,
            )  # fmt: skip

    def _talk(self, child: Child) -> None:
        rng = self.rng
        self.rows.add(
            "LegalTalk", kind=rng.choice(("INSTRUCTION", "SUMMONS")), held_on=self.day_ago(3, 400),
            held_by=self._person(), guided_by=self._person() if rng.random() < 0.6 else None,
            topic=rng.choice(_TOPICS), outcome=rng.choice(_OUTCOMES), guardian_id=rng.choice(child.ties).guardian,
            child_id=child.key, **child.divisions,
        )  # fmt: skip
