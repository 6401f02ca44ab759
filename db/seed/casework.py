"""The emergency chain: reports, incidents, interventions, petitions."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any, NamedTuple

from core.clock import work_date
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.numbers import telephone
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World
from schema.enums import PETITION_GROUND, REPORT_KIND

REPORTED, REPORTED_LEFT_BEHIND = 0.02, 0.06
"""Of the children: with a report."""
WITHOUT_CHILD = 0.08
"""Reports without a child on file, beside each report with one."""
OF_OWN_SCHOOL = 0.05
"""Of the reports: the respondent works at the child's school."""
SEALED = 0.05
PETITIONED = 0.004
HELPED = 0.12
"""Of the children: with an intervention that no report caused."""
_KINDS = tuple(REPORT_KIND.values)
_GROUNDS = tuple(PETITION_GROUND.values)
_HELP = ("GUARDIANSHIP_GUIDANCE", "COUNSELLING", "BEHAVIOUR_CORRECTION", "LEGAL_SERVICE", "LEGAL_AID",
         "MEDICAL_TREATMENT")  # fmt: skip
_SHELTERS = ("WELFARE_HOME", "RESCUE_STATION", "TEMPORARY_SHELTER")
_CONTENT = ("多日未见监护人照料", "儿童独自在家过夜", "身上有伤痕", "未按时到校且无法联系家长", "在河边玩耍无人看管")
_SUMMARIES = ("已到场核实并联系父母", "已劝诫监护人", "已通知镇街开展评估", "已制止并固定证据")
_NOTES = ("每周入户一次", "已签订监护指导计划", "情绪稳定,继续跟进", None)


class Reporter(NamedTuple):
    """Who reports: the value of ReporterKind and the organisation, if any."""

    kind: str
    organisation: int | None


class CaseMaker:
    """Puts down what happened to a child, dated back from `options.now`."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self._options, self._rows, self._world = options, rows, world
        self._rng = Random(f"{options.seed}:cases")
        self._towns = list(world.towns.values())

    def follow(self, child: Child) -> None:
        """Everything for one child; most have nothing."""
        rng = self._rng
        if rng.random() < (REPORTED_LEFT_BEHIND if child.category == "LEFT_BEHIND" else REPORTED):
            self._report(child)
            if rng.random() < WITHOUT_CHILD:
                self._report_without_child()
        elif rng.random() < HELPED:
            for _ in range(rng.randint(1, 4)):
                self._intervention(child, rng.choice(_HELP), None, self._ago(5, 700))
        if rng.random() < PETITIONED:
            self._petition(child)

    def _ago(self, least_days: int, most_days: int) -> datetime:
        """An instant between so many days ago, to the minute."""
        return self._options.ago(self._rng, least_days, most_days)

    def _reporter(self, child: Child) -> Reporter:
        rng, district = self._rng, child.divisions["district_id"]
        draw = rng.random()
        if draw < 0.3 and child.school is not None:
            return Reporter("SCHOOL", child.school)
        if draw < 0.6:
            return Reporter("VILLAGE_COMMITTEE", self._world.village_bodies[child.divisions["village_id"]])
        if draw < 0.75:
            return Reporter("MEDICAL_BODY", rng.choice(self._world.bodies[district, "HOSPITAL"]))
        if draw < 0.85:
            return Reporter("SOCIAL_WORK_BODY", rng.choice(self._world.bodies[district, "SOCIAL_WORK_BODY"]))
        return Reporter("CITIZEN", None)

    def _report(self, child: Child) -> None:
        rng = self._rng
        kind = rng.choice(_KINDS)
        reporter = self._reporter(child)
        at = self._ago(1, 500)
        respondent = None
        if child.school is not None and reporter.organisation != child.school and rng.random() < OF_OWN_SCHOOL * 1.7:
            respondent = child.school
        report = self._put_report(child.divisions, kind, reporter, at, child.key, respondent)
        if rng.random() < 0.6:
            self._incident(child, kind, report, respondent, at + timedelta(minutes=rng.randint(5, 240)))
        if rng.random() < 0.8:
            for n in range(rng.randint(3, 5)):
                sheltered = n == 0 and (kind == "DOMESTIC_VIOLENCE" or rng.random() < 0.15)
                self._intervention(child, "SHELTER" if sheltered else rng.choice(_HELP), report, at)

    def _report_without_child(self) -> None:
        rng = self._rng
        town = rng.choice(self._towns)
        divisions = {"district_id": town.district_key, "town_id": town.key if rng.random() < 0.7 else None,
                     "village_id": None}  # fmt: skip
        hospital = rng.choice(self._world.bodies[town.district_key, "HOSPITAL"])
        reporter = Reporter("CITIZEN", None) if rng.random() < 0.7 else Reporter("MEDICAL_BODY", hospital)
        self._put_report(divisions, rng.choice(_KINDS), reporter, self._ago(1, 200), None, None)

    def _put_report(
        self, divisions: dict[str, Any], kind: str, reporter: Reporter, at: datetime, child: int | None,
        respondent: int | None,
    ) -> int:  # fmt: skip
        rng = self._rng
        latency = rng.randint(5, 4000) if rng.random() < 0.9 else None
        organisation = reporter.organisation
        named = organisation is not None or rng.random() < 0.5
        receipt = f"{self._options.seed}:receipt:{self._rows.next_key('Report')}"
        status = rng.choice(("FILED", "RECEIVED", "DISPATCHED", "CLOSED", "CLOSED"))
        # By what is drawn anyway: a further draw would change all that follows.
        received = at + timedelta(minutes=2 + (latency or 0) % 17)
        return self._rows.add(
            "Report", kind=kind, status=status,
            reported_on=work_date(at), child_description=f"约{rng.randint(3, 15)}岁儿童", content=rng.choice(_CONTENT),
            discovered_at=at - timedelta(minutes=latency) if latency else None, reported_at=at,
            latency_minutes=latency, reporter_kind=reporter.kind,
            reporter_name=full_name(rng, surname(rng), "FEMALE") if named else None,
            reporter_telephone=telephone(rng) if named else None,
            feedback="已核实,感谢报告" if rng.random() < 0.5 else None, child_id=child,
            received_at=None if status == "FILED" else received,
            dispatched_at=received + timedelta(minutes=4) if status in ("DISPATCHED", "CLOSED") else None,
            reporter_organisation_id=organisation,
            reporter_person_id=self._world.officers[organisation] if organisation else None,
            respondent_organisation_id=respondent, receipt_hash=sha256(receipt.encode()).hexdigest(), **divisions,
        )  # fmt: skip

    def _incident(self, child: Child, kind: str, report: int, respondent: int | None, at: datetime) -> None:
        rng = self._rng
        is_open = rng.random() < 0.4
        closed = None if is_open else min(at + timedelta(hours=rng.randint(2, 2000)), self._options.now)
        self._rows.add(
            "Incident", kind=kind, status="OPEN" if is_open else "CLOSED", opened_at=at, closed_at=closed,
            filed_as_case=rng.random() < 0.2, summary=rng.choice(_SUMMARIES), child_id=child.key, report_id=report,
            respondent_organisation_id=respondent, sealed=rng.random() < SEALED, **child.divisions,
        )  # fmt: skip

    def _intervention(self, child: Child, kind: str, report: int | None, at: datetime) -> None:
        rng = self._rng
        started = work_date(at + timedelta(days=rng.randint(0, 40)))
        started = min(started, self._options.today)
        ended = None
        if rng.random() < 0.6:
            ended = min(started + timedelta(days=rng.randint(1, 180)), self._options.today)
        status = "ENDED" if ended else "PLANNED" if kind != "SHELTER" and rng.random() < 0.1 else "RUNNING"
        organisation = self._carrier(child, kind)
        self._rows.add(
            "Intervention", kind=kind, status=status, started_on=started, ended_on=ended, note=rng.choice(_NOTES),
            place=self._world.names[organisation] if kind == "SHELTER" else None, child_id=child.key, report_id=report,
            organisation_id=organisation, sealed=rng.random() < SEALED, **child.divisions,
        )  # fmt: skip

    def _carrier(self, child: Child, kind: str) -> int:
        rng, district = self._rng, child.divisions["district_id"]
        if kind == "SHELTER":
            if rng.random() < 0.2:
                return self._world.village_bodies[child.divisions["village_id"]]
            return rng.choice(self._world.bodies[district, rng.choice(_SHELTERS)])
        if kind == "MEDICAL_TREATMENT":
            return rng.choice(self._world.bodies[district, "HOSPITAL"])
        if kind in ("LEGAL_SERVICE", "LEGAL_AID"):
            return self._world.units[district, "justice"]
        if rng.random() < 0.5:
            return self._world.town_bodies[child.divisions["town_id"]]
        return rng.choice(self._world.bodies[district, "SOCIAL_WORK_BODY"])

    def _petition(self, child: Child) -> None:
        rng, district = self._rng, child.divisions["district_id"]
        respondents = [t.guardian for t in child.ties if t.custody]
        if not respondents:
            return
        filed = work_date(self._ago(20, 500))
        stage = rng.choice(("FILED", "ACCEPTED", "HEARD", "RULED", "RULED", "WITHDRAWN"))
        petitioner = rng.choice((
            self._world.units[district, "civil_affairs"],
            self._world.village_bodies[child.divisions["village_id"]],
            None,
        ))  # fmt: skip
        others = [t.guardian for t in child.ties if not t.custody]
        ruled = stage == "RULED"
        self._rows.add(
            "Petition", stage=stage, ground=rng.choice(_GROUNDS), refused_since=None, filed_on=filed,
            evidence=f"证据{rng.randint(1, 5)}份" if rng.random() < 0.7 else None,
            ruling=rng.choice(("REVOKED", "DISMISSED")) if ruled else None,
            ruled_on=min(filed + timedelta(days=rng.randint(20, 90)), self._options.today) if ruled else None,
            child_id=child.key, petitioner_organisation_id=petitioner,
            petitioner_guardian_id=others[0] if petitioner is None and others else None,
            respondent_guardian_id=respondents[0],
            proposed_guardian_id=others[0] if others else None,
            court_organisation_id=self._world.units[district, "court"], **child.divisions,
        )  # fmt: skip
