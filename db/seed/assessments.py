"""Demo data of assessments, the parts that others answer, and plans of help, for each notice to a town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World
from schema.chain_enums import HELP_MEASURE_KIND, RISK_LEVEL

_PART_DAYS, _DAYS = 5, 15
"""Days that a body has for its part, and the town for the whole (policies/numbers.yaml)."""
_STATUSES = ("OPEN", "PARTS_ASKED", "DRAFTED", "SIGNED", "SIGNED", "SIGNED", "CLOSED")
_QUESTIONS = {
    "VILLAGE": "请说明家庭监护与邻里情况",
    "SCHOOL": "请说明近期学习与情绪表现",
    "HOSPITAL": "请说明身体状况",
    "RELATIVES": "请说明照料意愿与能力",
    "SOCIAL_WORK": "请评估心理与家庭关系",
}
_RISKS = tuple(RISK_LEVEL.values)
_MEASURES = tuple(HELP_MEASURE_KIND.values)


class AssessmentMaker(Maker):
    """Assesses where police told the town."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._further = cycle(("SCHOOL", "HOSPITAL", "SOCIAL_WORK", "RELATIVES"))

    def follow(self, child: Child) -> None:
        """An assessment for each notice."""
        sources = {i["id"]: i["report_id"] for i in self.rows.of_child("Incident", child.key)}
        for notice in self.rows.of_child("TownNotice", child.key):
            self._assess(child, notice, sources[notice["incident_id"]])

    def _assess(self, child: Child, notice: dict[str, Any], report: int) -> None:
        rng, now = self.rng, self.options.now
        opened = work_date(notice["noticed_at"])
        signed_at = notice["noticed_at"] + timedelta(minutes=rng.randint(2000, 40000))
        status = rng.choice(_STATUSES)
        signed = status in ("SIGNED", "CLOSED") and signed_at <= now
        if status in ("SIGNED", "CLOSED") and not signed:
            status = "DRAFTED"
        drafted = signed or status == "DRAFTED"
        town = self.world.town_bodies[child.divisions["town_id"]]
        officer = self.world.officers[town]
        key = self.rows.add(
            "Assessment", status=status, opened_on=opened, due_on=opened + timedelta(days=_DAYS),
            signed_at=signed_at if signed else None, signed_by=full_name(rng, surname(rng), "MALE") if signed else None,
            risk_level=rng.choice(_RISKS) if drafted else None, summary="监护薄弱，需跟踪" if drafted else None,
            safety=rng.choice(("居所安全", "夜间无人照看")) if drafted else None,
            guardianship=rng.choice(("祖辈照料", "父母均外出")) if drafted else None,
            body_and_mind=rng.choice(("发育正常", "情绪低落")) if drafted else None,
            child_id=child.key, organisation_id=town, report_id=report, prepared_by_person_id=officer,
            signed_by_person_id=self.world.officers[self.world.units[child.divisions["district_id"], "civil_affairs"]]
            if signed else None, **child.divisions,
        )  # fmt: skip
        for kind in dict.fromkeys(("VILLAGE", next(self._further), next(self._further))):
            self._ask(child, key, kind, opened, drafted)
        if signed:
            self._plan(child, key, work_date(signed_at))

    def _asked(self, child: Child, kind: str) -> tuple[int | None, int | None]:
        """(organisation, relative) who is asked; neither where the child has none."""
        bodies, district = self.world.bodies, child.divisions["district_id"]
        match kind:
            case "VILLAGE":
                return self.world.village_bodies[child.divisions["village_id"]], None
            case "SCHOOL":
                return child.school, None
            case "HOSPITAL":
                return self.rng.choice(bodies[district, "HOSPITAL"]), None
            case "SOCIAL_WORK":
                return self.rng.choice(bodies[district, "SOCIAL_WORK_BODY"]), None
            case _:
                return None, next((t.guardian for t in child.ties if not t.custody), None)

    def _ask(self, child: Child, assessment: int, kind: str, opened: date, drafted: bool) -> None:
        rng, today = self.rng, self.options.today
        body, relative = self._asked(child, kind)
        if body is None and relative is None:
            return
        status = ("ANSWERED" if rng.random() < 0.95 else "DECLINED") if drafted else rng.choice(("ASKED", "ANSWERED"))
        answered = status == "ANSWERED"
        self.rows.add(
            "AssessmentPart", kind=kind, status=status, question=_QUESTIONS[kind], asked_on=opened,
            due_on=opened + timedelta(days=_PART_DAYS),
            answered_on=min(opened + timedelta(days=rng.randint(0, 9)), today) if answered else None,
            answer="情况已核实，见附件" if answered else None, child_id=child.key, assessment_id=assessment,
            asked_organisation_id=body, relative_guardian_id=relative,
            asked_by_person_id=self.world.officers[self.world.town_bodies[child.divisions["town_id"]]],
            answered_by_person_id=self.world.officers[body] if answered and body else None, **child.divisions,
        )  # fmt: skip

    def _plan(self, child: Child, assessment: int, starts: date) -> None:
        rng, today = self.rng, self.options.today
        ends = starts + timedelta(days=rng.choice((90, 180)))
        running = ends >= today
        town = self.world.town_bodies[child.divisions["town_id"]]
        key = self.rows.add(
            "HelpPlan", status="RUNNING" if running else rng.choice(("COMPLETED", "STOPPED")),
            goal="落实监护责任", starts_on=starts, ends_on=ends,
            next_review_on=min(today + timedelta(days=rng.randint(1, 30)), ends) if running else None,
            last_reviewed_on=None, review_finding=None, child_id=child.key, assessment_id=assessment,
            prepared_by_person_id=self.world.officers[town],
            **child.divisions,
        )  # fmt: skip
        for kind, intervention, carrier in self._measures(child, town):
            due = min(starts + timedelta(days=rng.randint(7, 60)), ends)
            done = due < today and rng.random() < 0.8
            self.rows.add(
                "HelpMeasure", kind=kind, status="DONE" if done else rng.choice(("PLANNED", "RUNNING")), due_on=due,
                done_on=due if done else None, child_id=child.key, plan_id=key, organisation_id=carrier,
                intervention_id=intervention, **child.divisions,
            )  # fmt: skip

    def _measures(self, child: Child, town: int) -> Iterator[tuple[str, int | None, int]]:
        """(kind, intervention, organisation): an intervention of the child where there is one, and one more."""
        of_child = self.rows.of_child("Intervention", child.key)
        found = next((i for i in of_child if i["kind"] in _MEASURES), None)
        if found is not None:
            yield found["kind"], found["id"], found["organisation_id"]
        yield self.rng.choice(("FOLLOW_UP", "ASSISTANCE")), None, town
