"""Demo data of the emergency chain, up to the notice to the town: failures, commendations, measures, placements."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

Row = dict[str, Any]

LATE_MINUTES = 1440
"""From so long after the discovery a report counts as late by days."""
SEALED = 0.05
PLACED_WITHOUT_INCIDENT = 250
"""Of so many children one is placed by civil affairs without an incident."""
MEASURES = {
    "LIVING_ALONE": ("ORDER_PARENTS_BACK", "NAME_CARER", "ADMONISH"),
    "MISSING": ("SEARCH", "CONTACT_PARENTS"),
    "GUARDIAN_INCAPABLE": ("CONTACT_PARENTS", "ENTRUST_RELATIVES"),
    "GUARDIAN_UNPERFORMING": ("CONTACT_PARENTS", "ADMONISH", "ESCORT_TO_CARE"),
    "DOMESTIC_VIOLENCE": ("STOP_VIOLENCE", "EVIDENCE", "MEDICAL_CARE", "INJURY_ASSESSMENT", "SHELTER"),
    "ACCIDENTAL_INJURY": ("STOP_HARM", "MEDICAL_CARE", "INJURY_ASSESSMENT"),
    "UNLAWFUL_HARM": ("STOP_HARM", "EVIDENCE", "MEDICAL_CARE", "INJURY_ASSESSMENT"),
    "OTHER": ("CONTACT_PARENTS",),
}
_REASONS = {
    "LIVING_ALONE": "LIVING_ALONE",
    "GUARDIAN_INCAPABLE": "UNFIT_CARE",
    "GUARDIAN_UNPERFORMING": "UNFIT_CARE",
    "DOMESTIC_VIOLENCE": "VIOLENCE",
    "UNLAWFUL_HARM": "OTHER_HARM",
}
_HOSTS = {
    "LIVING_ALONE": ("RELATIVE", "VILLAGE", "RESCUE_STATION"),
    "UNFIT_CARE": ("WELFARE_HOME", "RELATIVE", "RESCUE_STATION"),
    "VIOLENCE": ("TEMPORARY_SHELTER", "WELFARE_HOME", "RESCUE_STATION"),
    "OTHER_HARM": ("RELATIVE", "TEMPORARY_SHELTER"),
}
_WITHOUT_INCIDENT = (("LIVING_ALONE", "RESCUE_STATION"), ("UNFIT_CARE", "WELFARE_HOME"),
                     ("VIOLENCE", "TEMPORARY_SHELTER"), ("LIVING_ALONE", "VILLAGE"))  # fmt: skip
_ASKED = {
    "INFORMATION": "请提供该儿童近期情况",
    "CONTACT": "请协助通知父母返回",
    "ACCOMPANY": "请派员陪同",
    "TEMPORARY_CARE": "请协助临时照料",
    "EVIDENCE": "请协助保存相关材料",
}
_ANSWERS = ("已提供材料", "已派员到场", "已联系上父亲")
_RESULTS = ("父母已返回", "已确定照料人", "已当场制止", "已送医", "暂未联系上")
_INJURIES = ("右臂挫伤", "面部软组织挫伤", "未见外伤", "左腿擦伤")


class ChainMaker(Maker):
    """Follows the reports and incidents of each child."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._missed = cycle(("SCHOOL", "RESCUE_STATION", "HOSPITAL", "WELFARE_HOME", "VILLAGE"))
        self._hosts = {reason: cycle(hosts) for reason, hosts in _HOSTS.items()}
        self._alone = cycle(_WITHOUT_INCIDENT)
        self._reports = 0

    def follow(self, child: Child) -> None:
        """What came of the child's reports and incidents."""
        reports = self.rows.of_child("Report", child.key)
        for report in reports:
            self._judge(child, report)
        for incident in self.rows.of_child("Incident", child.key):
            report = next(r for r in reports if r["id"] == incident["report_id"])
            self._respond(child, incident)
            self._ask(child, incident, report["reporter_organisation_id"])
            self._tell(child, incident)
            reason = _REASONS.get(incident["kind"])
            if reason is not None:
                self._place(child, reason, next(self._hosts[reason]), incident)
        if child.key % PLACED_WITHOUT_INCIDENT == 3:
            self._place(child, *next(self._alone), None)

    def _judge(self, child: Child, report: Row) -> None:
        """Late reports, bodies that kept silent, citizens and bodies that came forward."""
        rng, police = self.rng, self.world.units[report["district_id"], "police"]
        self._reports += 1
        found = min(report["reported_on"] + timedelta(days=rng.randint(1, 20)), self.options.today)
        reporter, latency = report["reporter_organisation_id"], report["latency_minutes"] or 0
        if reporter is not None and latency >= LATE_MINUTES:
            self._fail(report, reporter, "REPORTED_LATE", latency // LATE_MINUTES, police)
        if self._reports % 3 == 0:
            silent = self._body(child, next(self._missed))
            if silent is not None and silent != reporter:
                self._fail(report, silent, "NOT_REPORTED", rng.randint(1, 30), police)
        if report["reporter_kind"] in ("CITIZEN", "SOCIAL_WORK_BODY") and rng.random() < 0.7:
            kind = rng.choice(("LETTER", "CERTIFICATE", "REWARD"))
            self.rows.add(
                "Commendation", kind=kind, status="AWARDED" if rng.random() < 0.8 else "PROPOSED",
                text="感谢及时报告", amount=rng.choice((200, 500)) if kind == "REWARD" else None, decided_on=found,
                report_id=report["id"], district_id=report["district_id"], decided_by_person_id=self.world.officers[police],
            )  # fmt: skip

    def _body(self, child: Child, kind: str) -> int | None:
        if kind == "SCHOOL":
            return child.school
        if kind == "VILLAGE":
            return self.world.village_bodies[child.divisions["village_id"]]
        return self.rng.choice(self.world.bodies[child.divisions["district_id"], kind])

    def _fail(self, report: Row, body: int, kind: str, days: int, police: int) -> None:
        rng, today = self.rng, self.options.today
        found = min(report["reported_on"] + timedelta(days=rng.randint(1, 20)), today)
        status = rng.choice(("FOUND", "EXCUSED", "CONFIRMED", "SETTLED"))
        self.rows.add(
            "DutyFailure", kind=kind, days_late=days, status=status,
            source="POLICE" if kind == "REPORTED_LATE" else rng.choice(("OTHER_REPORT", "INSPECTION")),
            discovered_on=found, closed_on=min(found + timedelta(days=30), today) if status != "FOUND" else None,
            staff_name=full_name(rng, surname(rng), "FEMALE") if rng.random() < 0.8 else None,
            organisation_id=body, district_id=report["district_id"], report_id=report["id"],
            discovered_by_organisation_id=police, discovered_by_person_id=self.world.officers[police],
            decided_by_person_id=None if status == "FOUND" else self.world.officers[police],
        )  # fmt: skip

    def _until_now(self, at: datetime) -> datetime:
        return min(at, self.options.now)

    def _respond(self, child: Child, incident: Row) -> None:
        rng = self.rng
        officer = self.world.officers[self.world.units[incident["district_id"], "police"]]
        guardian = next((t.guardian for t in child.ties if t.custody), None)
        at = incident["opened_at"]
        for kind in MEASURES[incident["kind"]]:
            at = self._until_now(at + timedelta(minutes=rng.randint(5, 90)))
            done = incident["status"] == "CLOSED" or rng.random() < 0.5
            status = ("DONE" if rng.random() < 0.9 else "FAILED") if done else rng.choice(("ORDERED", "UNDER_WAY"))
            self.rows.add(
                "IncidentResponse", kind=kind, status=status, ordered_at=at, due_at=at + timedelta(days=1),
                done_at=self._until_now(at + timedelta(hours=rng.randint(1, 60))) if done else None,
                result=rng.choice(_RESULTS) if done else None, child_id=child.key, incident_id=incident["id"],
                guardian_id=guardian if kind in ("ORDER_PARENTS_BACK", "NAME_CARER", "ADMONISH", "CONTACT_PARENTS") else None,
                officer_person_id=officer, **child.divisions,
            )  # fmt: skip
            if kind == "INJURY_ASSESSMENT":
                self._examine(child, incident, at)

    def _examine(self, child: Child, incident: Row, at: datetime) -> None:
        rng = self.rng
        status = rng.choice(("REQUESTED", "EXAMINED", "CONCLUDED", "CONCLUDED"))
        hospital = rng.choice(self.world.bodies[incident["district_id"], "HOSPITAL"])
        examined = work_date(self._until_now(at + timedelta(days=rng.randint(1, 10))))
        self.rows.add(
            "InjuryAssessment", status=status, requested_at=at, assessed_on=None if status == "REQUESTED" else examined,
            conclusion=rng.choice(("NO_INJURY", "SLIGHT", "MINOR", "GRAVE")) if status == "CONCLUDED" else None,
            detail=None if status == "REQUESTED" else rng.choice(_INJURIES), child_id=child.key,
            incident_id=incident["id"], hospital_organisation_id=hospital,
            assessed_by_person_id=None if status == "REQUESTED" else self.world.officers[hospital], **child.divisions,
        )  # fmt: skip

    def _ask(self, child: Child, incident: Row, reporter: int | None) -> None:
        """Whoever had to report has to assist; where a citizen reported, the village is asked."""
        rng, police = self.rng, self.world.units[incident["district_id"], "police"]
        asked = reporter or self.world.village_bodies[child.divisions["village_id"]]
        if asked == incident["respondent_organisation_id"]:
            return
        kind = rng.choice(tuple(_ASKED))
        status = rng.choice(("ASKED", "ANSWERED", "ANSWERED", "DECLINED"))
        at = self._until_now(incident["opened_at"] + timedelta(minutes=rng.randint(10, 300)))
        answered = status in ("ANSWERED", "DECLINED")
        self.rows.add(
            "AssistanceRequest", kind=kind, status=status, asked_at=at, due_at=at + timedelta(hours=24),
            request=_ASKED[kind],
            answered_at=self._until_now(at + timedelta(hours=rng.randint(1, 40))) if answered else None,
            answer=(rng.choice(_ANSWERS) if status == "ANSWERED" else "无法协助") if answered else None,
            child_id=child.key, incident_id=incident["id"], asking_organisation_id=police, asked_organisation_id=asked,
            asked_by_person_id=self.world.officers[police],
            answered_by_person_id=self.world.officers[asked] if answered else None, **child.divisions,
        )  # fmt: skip

    def _tell(self, child: Child, incident: Row) -> None:
        at = incident["opened_at"] + timedelta(minutes=self.rng.randint(60, 4000))
        if at > self.options.now:
            return
        town = self.world.town_bodies[child.divisions["town_id"]]
        acknowledged = at + timedelta(minutes=self.rng.randint(30, 3000))
        read = acknowledged <= self.options.now and self.rng.random() < 0.95
        self.rows.add(
            "TownNotice", kind=incident["kind"], status="ACKNOWLEDGED" if read else "SENT", noticed_at=at,
            acknowledged_at=acknowledged if read else None, content="请会同民政开展评估", child_id=child.key,
            incident_id=incident["id"], town_organisation_id=town,
            noticed_by_person_id=self.world.officers[self.world.units[incident["district_id"], "police"]],
            acknowledged_by_person_id=self.world.officers[town] if read else None, **child.divisions,
        )  # fmt: skip

    def _host(self, child: Child, host: str) -> tuple[int | None, int | None, str]:
        """(organisation, guardian, place) of a host; the village where a child has no relative on file."""
        relative = next((t.guardian for t in child.ties if not t.custody), None)
        if host == "RELATIVE" and relative is not None:
            return None, relative, "亲属家中"
        kind = "VILLAGE" if host == "RELATIVE" else host
        body = self._body(child, kind)
        return body, None, self.world.names[body] if body else ""

    def _place(self, child: Child, reason: str, host: str, incident: Row | None) -> None:
        rng, today = self.rng, self.options.today
        body, guardian, place = self._host(child, host)
        if incident is not None and body is not None and body == incident["respondent_organisation_id"]:
            return
        began = min(work_date(incident["opened_at"]) if incident else self.day_ago(3, 60), today)
        ended = incident is not None and rng.random() < 0.4
        kind = host if guardian is not None or host != "RELATIVE" else "VILLAGE"
        told = incident["opened_at"] + timedelta(hours=rng.randint(1, 40)) if incident else self.options.now - timedelta(days=2)
        placing = self.world.units[child.divisions["district_id"], "police" if incident else "civil_affairs"]
        self.rows.add(
            "Placement", reason=reason, status="ENDED" if ended else "RUNNING", placed_on=began,
            due_back=began + timedelta(days=rng.choice((30, 60, 90))),
            ended_on=min(began + timedelta(days=rng.randint(1, 60)), today) if ended else None,
            parents_notified_at=None if reason == "VIOLENCE" else self._until_now(told),
            host_kind=kind, place=place, note="情况稳定" if rng.random() < 0.5 else None, child_id=child.key,
            incident_id=incident["id"] if incident else None, host_organisation_id=body, host_guardian_id=guardian,
            placed_by_person_id=self.world.officers[placing],
            sealed=incident is not None and (incident["sealed"] or rng.random() < SEALED), **child.divisions,
        )  # fmt: skip
