"""Demo data of `schema/coordination.py`: duties of the units, meetings, plans, annual reports, evaluation."""

from __future__ import annotations

from datetime import date, timedelta

from db.seed.crew import Maker
from db.seed.names import full_name, surname
from db.seed.unit_duties import UNIT_DUTIES
from db.seed.units import UNITS
from schema.govern_enums import GOAL

_YEARS = 2
_TOPICS = ("安排年度任务", "通报台账核查情况", "研究假期交接工作", "信息共享目录")
_MEASURES = "明确责任人,按季度核查,与协调机制共享基础信息"


class GovernMaker(Maker):
    """Puts down the rows of one run."""

    def begin(self) -> None:
        """Everything: no child causes any of it."""
        self._duties()
        bodies: dict[int, list[int]] = {}
        for (district, _), organisation in self.world.units.items():
            bodies.setdefault(district, []).append(organisation)
        for town, organisation in self.world.town_bodies.items():
            bodies[self.world.towns[town].district_key].append(organisation)
        for district, organisations in bodies.items():
            self._meetings(district)
            self._opinions(district)
            for organisation in organisations:
                for back in range(1, _YEARS + 1):
                    self._year(district, organisation, self.options.today.year - back)

    def _duties(self) -> None:
        keys = {unit.code: n for n, unit in enumerate(UNITS, 1)}
        for code, clause, text in UNIT_DUTIES:
            self.rows.add("UnitDuty", clause=clause, text=text, unit_id=keys[code])

    def _meetings(self, district: int) -> None:
        for n, topic in enumerate(_TOPICS):
            held = self.options.today - timedelta(days=25 + 90 * n)
            self.rows.add(
                "CoordinationMeeting", held_on=held, topic=topic, decisions="各单位按分工落实,下次会议通报",
                district_id=district,
            )  # fmt: skip

    def _opinions(self, district: int) -> None:
        office = self.world.units[district, "legal_affairs"]
        for kind, subject in (("RULE", "村规民约范本"), ("ACCOUNTABILITY", "未按时报告的问责"), ("PROCEDURE", "转介流程")):
            self.rows.add(
                "LegalOpinion", kind=kind, given_on=self.options.today - timedelta(days=self.rng.randint(20, 300)),
                subject=subject, opinion="符合上位法,建议明确时限", organisation_id=office,
                addressee_organisation_id=self.world.units[district, self.rng.choice(("civil_affairs", "governance"))],
                district_id=district,
            )  # fmt: skip

    def _year(self, district: int, organisation: int, year: int) -> None:
        rng = self.rng
        self.rows.add(
            "UnitPlan", year=year, adopted_on=date(year, rng.randint(2, 4), rng.randint(1, 28)),
            title=f"{self.world.names[organisation]}{year}年实施方案", measures=_MEASURES, organisation_id=organisation,
            district_id=district,
        )  # fmt: skip
        due = date(year, 12, 10)
        late = rng.randint(1, 20) if rng.random() < 0.15 else -rng.randint(0, 15)
        missing = rng.random() < 0.05
        self.rows.add(
            "AnnualReport", year=year, due_on=due, submitted_on=None if missing else due + timedelta(days=late),
            days_late=None if missing else max(0, late), summary=None if missing else "各项措施按方案推进",
            organisation_id=organisation, district_id=district,
        )  # fmt: skip
        result = rng.choices(("IN_ORDER", "TO_IMPROVE", "NOT_DONE"), (75, 20, 5))[0]
        self.rows.add(
            "Inspection", year=year, inspected_on=date(year, 12, rng.randint(12, 28)), result=result,
            findings=None if result == "IN_ORDER" else "台账更新不及时", organisation_id=organisation, district_id=district,
        )  # fmt: skip
        for goal in GOAL.values:
            self.rows.add(
                "Evaluation", year=year, goal=goal, score=rng.randint(60, 100), remark=None,
                organisation_id=organisation, district_id=district,
            )  # fmt: skip
        if result == "NOT_DONE" or late > 15:
            named = rng.random() < 0.5
            self.rows.add(
                "AccountabilityRecord", year=year, kind=rng.choice(("TALK", "CRITICISM", "NO_HONOURS", "DISCIPLINE")),
                decided_on=date(year, 12, 30), reason="任务不落实" if result == "NOT_DONE" else "年度报告迟报",
                person_name=full_name(rng, surname(rng), "MALE") if named else None, organisation_id=organisation,
                district_id=district,
            )  # fmt: skip
