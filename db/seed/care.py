"""The register of bodies that care with their supervision, and children in the care of an institution."""

from __future__ import annotations

from datetime import date, timedelta

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.numbers import telephone
from schema.services_enums import CARE_EVENT_KIND, CARE_PRESENCE

IN_CARE_EACH = 18
"""Of so many children from 3 to 14 years old, one is in care or was."""
LEFT_EACH, EVENT_EACH = 6, 4
"""Of so many enrolments, one is over; one has an event."""
_YOUNGEST, _ELDEST = timedelta(days=3 * 366), timedelta(days=14 * 365)
_BODIES = (
    ("SOCIAL_WORK_BODY", "SOCIAL_WORK", "儿童个案、小组与家庭服务"),
    ("CHARITY_OR_VOLUNTEER_BODY", "VOLUNTEER", "陪伴、助学、节日探访"),
    ("CARE_INSTITUTION", "CARE_INSTITUTION", "课后与假期托管、午餐、作业辅导"),
)
_FINDINGS = ("消防通道堆放杂物", "接送登记不全", "食品留样记录缺失")
_EVENTS = ("下午发热,已联系监护人", "楼梯滑倒,膝盖擦伤", "与同伴争抢玩具", "超过约定时间一小时无人接回")
_HANDLED = ("已送医并告知监护人", "已消毒包扎并登记", "已调解并告知双方监护人", "由接送名单上的亲属接回")
_PRESENCES = tuple(CARE_PRESENCE.values)
_EVENT_KINDS = tuple(CARE_EVENT_KIND.values)
_DAYS = 4
"""Of attendance, for each child in care."""


class CareMaker(Maker):
    """Puts down the register first, then children."""

    def begin(self) -> None:
        self._old_enough = self._enrolled = 0
        for code in self.world.divisions.districts:
            for of, kind, services in _BODIES:
                for n, body in enumerate(self.world.bodies[int(code), of]):
                    self._body(int(code), body, "CHARITY" if kind == "VOLUNTEER" and n == 0 else kind, services)

    def _body(self, district: int, organisation: int, kind: str, services: str) -> None:
        rng, today = self.rng, self.options.today
        cares = kind == "CARE_INSTITUTION"
        body = self.rows.add(
            "CareBody", kind=kind, licence_number=f"SHZZ-{district}-{self.rows.next_key('CareBody'):04d}",
            licence_status="VALID", licensed_until=today + timedelta(days=rng.randint(60, 900)), services=services,
            premises=rng.choice(("SCHOOL", "COMMUNITY")) if cares else "OWN",
            places=rng.randrange(30, 150, 10) if cares else 0, organisation_id=organisation, district_id=district,
        )  # fmt: skip
        for years in (1, 0):
            on = today - timedelta(days=years * 365 + rng.randint(10, 180))
            self._supervision(district, body, on)
            staff = rng.randint(4, 30)
            self.rows.add(
                "StaffCheck", checked_on=on, staff=staff, checked=staff - (rng.random() < 0.2),
                next_due_on=on + timedelta(days=365), barred=int(rng.random() < 0.05), care_body_id=body, district_id=district,
            )  # fmt: skip

    def _supervision(self, district: int, body: int, on: date) -> None:
        passed = self.rng.random() < 0.7
        self.rows.add(
            "BodySupervision", supervised_on=on, supervisor_name=full_name(self.rng, surname(self.rng), "FEMALE"),
            result="PASSED" if passed else self.rng.choice(("TO_MEND", "MENDED")),
            findings=None if passed else self.rng.choice(_FINDINGS), mend_by=None if passed else on + timedelta(days=30),
            care_body_id=body, district_id=district,
        )  # fmt: skip

    def follow(self, child: Child) -> None:
        if not self.options.today - _ELDEST <= child.born <= self.options.today - _YOUNGEST:
            return
        self._old_enough += 1
        if self._old_enough % IN_CARE_EACH:
            return
        self._enrolled += 1
        started, over = self.ago(60, 400).date(), self._enrolled % LEFT_EACH == 0
        ended = started + timedelta(days=self.rng.randint(20, 59)) if over else None
        institution = self.rng.choice(self.world.bodies[child.divisions["district_id"], "CARE_INSTITUTION"])
        enrolment = self.rows.add(
            "CareEnrolment", status="LEFT" if over else "IN_CARE", started_on=started, ended_on=ended,
            child_id=child.key, organisation_id=institution, **child.divisions,
        )  # fmt: skip
        days = (ended or self.options.today) - started
        self._in_care(child, enrolment, institution, [started + days * n // (_DAYS + 1) for n in range(1, _DAYS + 1)])

    def _in_care(self, child: Child, enrolment: int, institution: int, days: list[date]) -> None:
        rng, of = self.rng, {"child_id": child.key, "enrolment_id": enrolment, "organisation_id": institution}
        for relationship in rng.sample(("MOTHER", "GRANDPARENT", "OTHER_RELATIVE"), rng.randint(1, 2)):
            self.rows.add(
                "PickUpPerson", name=full_name(rng, surname(rng), "FEMALE"), telephone=telephone(rng),
                relationship=relationship, **of, **child.divisions,
            )  # fmt: skip
        for day in days:
            presence = "PRESENT" if rng.random() < 0.85 else rng.choice(_PRESENCES)
            self.rows.add("CareAttendance", date=day, presence=presence, **of, **child.divisions)
        if self._enrolled % EVENT_EACH == 1:
            kind = rng.randrange(len(_EVENTS))
            self.rows.add(
                "CareEvent", kind=_EVENT_KINDS[kind], happened_on=days[-1], description=_EVENTS[kind], handling=_HANDLED[kind],
                **of, **child.divisions,
            )  # fmt: skip
