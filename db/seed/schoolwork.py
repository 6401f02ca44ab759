"""Demo data of `schema/schooling.py`: what is kept of a pupil, and what a school provides."""

from __future__ import annotations

from datetime import timedelta

from db.seed.crew import Maker
from db.seed.dropouts import DropoutMaker
from db.seed.families import Child, Tie
from db.seed.handovers import HandoverMaker
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.provision import put_provision
from db.seed.rows import Rows
from db.seed.schooling import age_on
from db.seed.world import School, World

CENSUS_OF_OTHERS, PAIRED, NOTIFIED, IN_CONTACT, SUBSIDISED = 0.1, 0.35, 0.6, 0.6, 0.08
"""Of the pupils who are not left behind: in the census; of the left-behind: paired, notices, contact; of all: subsidised."""
ADMITTED, BOARDING, EXAMINED, TROUBLED = 0.6, 0.3, 0.5, 0.02
"""Of migrant workers' children: admissions on file; of juniors: boarders; of pupils of fifteen: registered; of pupils: findings."""
_NOTICES = {
    "LEARNING": ("本月作业完成较好,数学有进步", "近期上课走神,请多鼓励"),
    "LIFE": ("饮食和作息正常", "天冷请添置冬衣"),
    "MIND": ("情绪平稳,喜欢与同学交往", "想念父母,建议多通视频电话"),
}
_FINDINGS = {
    "PSYCHOLOGICAL": (("情绪低落,少与人说话", "每周一次心理辅导"), ("考试前焦虑失眠", "班主任谈心并联系心理老师")),
    "BEHAVIOUR": (("多次与同学打架", "约谈监护人并签订改正约定"), ("沉迷手机游戏", "限时使用并安排课后活动")),
}
_CONTACT_NOTES = ("教孩子用视频和父母聊了近况", "父母询问了成绩", None)


class SchoolworkMaker(Maker):
    """Puts down the rows of one run."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._schools = {s.key: s for s in world.schools}
        self._staff = [full_name(self.rng, surname(self.rng), "FEMALE") for _ in range(150)]
        self._handovers = HandoverMaker(options, rows, world)
        self._dropouts = DropoutMaker(options, rows, world, self._staff)
        self._reports = 0
        today = options.today
        self._year = today.year if today.month >= 9 else today.year - 1

    def begin(self) -> None:
        put_provision(self, self._staff)
        self._reports = self.rows.next_key("Report")

    def follow(self, child: Child) -> None:
        first, self._reports = self._reports, self.rows.next_key("Report")
        report = first if self._reports > first else None
        school = self._schools.get(child.school) if child.school is not None else None
        self._dropouts.follow(child, school)
        if school is None:
            return
        self._register(child, school)
        if not school.kindergarten:
            self._of_schools_only(child, school)
        if child.category == "LEFT_BEHIND":
            self._care(child, school, report)
            self._handovers.follow(child, school)

    def _pupil(self, child: Child, school: School) -> dict[str, int]:
        return {"child_id": child.key, "school_id": school.key, "school_district_id": school.district, **child.divisions}

    def _register(self, child: Child, school: School) -> None:
        rng, pupil = self.rng, self._pupil(child, school)
        left_behind = child.category == "LEFT_BEHIND"
        if left_behind or rng.random() < CENSUS_OF_OTHERS:
            result = rng.choice(("REGISTERED", "UNCHANGED", "CHANGED")) if left_behind else "CEASED"
            self.rows.add(
                "SchoolCensus", school_year=self._year, result=result, left_behind_mark=left_behind,
                archived=rng.random() < 0.95, responsible_leader=rng.choice(self._staff),
                responsible_teacher=rng.choice(self._staff), verified_on=self.day_ago(3, 170), **pupil,
            )  # fmt: skip
        if rng.random() < (BOARDING if school.stage in ("JUNIOR", "NINE_YEAR") else 0.02):
            decision = rng.choice(("GRANTED", "GRANTED", "GRANTED", "APPLIED", "WAITING"))
            self.rows.add(
                "BoardingPlace", decision=decision, priority=left_behind,
                room=f"{rng.randint(1, 5)}0{rng.randint(1, 9)}室" if decision == "GRANTED" else None,
                starts_on=self.day_ago(20, 170), ends_on=None, **pupil,
            )  # fmt: skip
        if rng.random() < SUBSIDISED:
            kind = "PRESCHOOL" if school.kindergarten else rng.choice(("BOARDER_LIVING", "NUTRITION", "MATERIALS"))
            self.rows.add(
                "EducationSubsidy", kind=kind, amount=rng.choice((300, 500, 625, 1000)), school_year=self._year,
                granted_on=self.day_ago(5, 170), household_number=child.household_number if kind != "NUTRITION" else None,
                body_organisation_id=school.key if kind == "NUTRITION" else None, **pupil,
            )  # fmt: skip

    def _of_schools_only(self, child: Child, school: School) -> None:
        rng, pupil = self.rng, self._pupil(child, school)
        if child.category == "MIGRANT_AT_SCHOOL" and rng.random() < ADMITTED:
            applied = self.day_ago(40, 700)
            self.rows.add(
                "Admission", applied_on=applied, result="ADMITTED", decided_on=applied + timedelta(days=rng.randint(3, 30)),
                origin_division_code=rng.choice(("500235001", "511602001", "520302001")), fee_charged=0, selective=False,
                **pupil,
            )  # fmt: skip
        if age_on(child.born, self.options.today) >= 15 and rng.random() < EXAMINED:
            home = rng.random() < 0.9
            self.rows.add(
                "ExamRegistration", exam="SENIOR_SECONDARY", year=self._year + 1, registered_on=self.day_ago(5, 120),
                status=rng.choice(("APPLIED", "ACCEPTED", "ACCEPTED", "RETURNED")),
                division_code=str(child.divisions["town_id"] if home else school.town), where_resident=home, **pupil,
            )  # fmt: skip
        if rng.random() < TROUBLED:
            kind = rng.choice(tuple(_FINDINGS))
            finding, correction = rng.choice(_FINDINGS[kind])
            status = rng.choice(("FOUND", "CORRECTING", "RESOLVED"))
            self.rows.add(
                "WellbeingFinding", kind=kind, status=status, found_on=self.day_ago(5, 300), finding=finding,
                correction=None if status == "FOUND" else correction, **pupil,
            )  # fmt: skip

    def _care(self, child: Child, school: School, report: int | None) -> None:
        rng, pupil = self.rng, self._pupil(child, school)
        if rng.random() < PAIRED:
            started = self.day_ago(30, 500)
            self.rows.add(
                "SchoolPairing", kind=rng.choice(("PROXY_PARENT", "PROXY_PARENT", "TEACHER", "CLASSMATE")),
                partner=rng.choice(self._staff), started_on=started, ended_on=None,
                last_met_on=self.day_ago(1, 29) if rng.random() < 0.8 else None, **pupil,
            )  # fmt: skip
        parents = [t for t in child.ties if t.custody]
        carers = [t for t in child.ties if t.carer and not t.custody]
        if (parents or carers) and (report is not None or rng.random() < NOTIFIED):
            self._notice(pupil, rng.choice(carers or parents), report)
        absent = [t for t in parents if t.away]
        if absent and rng.random() < IN_CONTACT:
            self._contact(child, school, rng.choice(absent))

    def _notice(self, pupil: dict[str, int], to: Tie, report: int | None) -> None:
        rng = self.rng
        topic = "MIND" if report is not None else rng.choice(tuple(_NOTICES))
        sent = self.day_ago(6, 150)
        self.rows.add(
            "CareNotice", topic=topic, channel=rng.choice(("TELEPHONE", "MESSAGE", "VIDEO", "LETTER", "MEETING")),
            recipient="PARENT" if to.custody else "ENTRUSTED_GUARDIAN", sent_on=sent,
            delivered_on=sent + timedelta(days=rng.randint(0, 5)) if rng.random() < 0.9 else None,
            content=rng.choice(_NOTICES[topic]), guardian_id=to.guardian, report_id=report, **pupil,
        )  # fmt: skip

    def _contact(self, child: Child, school: School, with_whom: Tie) -> None:
        rng = self.rng
        village = self.world.village_bodies[child.divisions["village_id"]]
        self.rows.add(
            "ContactLog", contacted_at=self.ago(1, 90),
            kind=rng.choice(("CHILD_AND_PARENT", "CHILD_AND_PARENT", "PARENT_AND_TEACHER", "PARENT_AND_CARER")),
            channel=rng.choice(("TELEPHONE", "VIDEO", "VIDEO", "MEETING")), minutes=rng.randint(3, 60),
            note=rng.choice(_CONTACT_NOTES), child_id=child.key, guardian_id=with_whom.guardian,
            helper_organisation_id=rng.choice((school.key, village, None)), **child.divisions,
        )  # fmt: skip
