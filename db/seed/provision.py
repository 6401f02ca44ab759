"""Demo data of what schools provide: provision, dormitory duty, trainings, lessons."""

from __future__ import annotations

from datetime import timedelta

from db.seed.crew import Maker
from db.seed.world import School

NIGHTS = 4
"""Duties on file of each school that boards."""
_PROVISION = {
    "NUTRITION": "每天提供一份营养午餐",
    "TRANSPORT": "开通两条上下学专线",
    "DORMITORY_SAFETY": "更换宿舍消防器材并检查用电",
    "RESTORED": "恢复村级教学点一至三年级",
    "MERGED": "与邻近教学点合并,设寄宿部",
}
_LESSONS = {
    "MENTAL_HEALTH": ("认识自己的情绪", "想家的时候怎么办"),
    "SELF_PROTECTION": ("防溺水", "遇到陌生人", "家庭用电用火安全"),
}


def put_provision(maker: Maker, staff: list[str]) -> None:
    """Puts down what each school and kindergarten of the world provides."""
    for school in maker.world.schools:
        _provision(maker, school)
        _lessons(maker, school, staff)
        if school.stage in ("JUNIOR", "NINE_YEAR"):
            _duties(maker, school, staff)


def _of(school: School) -> dict[str, int]:
    return {"school_id": school.key, "school_district_id": school.district}


def _provision(maker: Maker, school: School) -> None:
    rng = maker.rng
    kinds = ("NUTRITION", "TRANSPORT") if school.kindergarten else tuple(_PROVISION)
    kind = rng.choice(kinds)
    costs = kind not in ("MERGED", "RESTORED")
    maker.rows.add(
        "ProvisionRecord", kind=kind, started_on=maker.day_ago(30, 700), ended_on=None,
        pupils=rng.randint(20, 400) if costs else None, amount=rng.randint(1, 80) * 1000 if costs else None,
        description=_PROVISION[kind], **_of(school),
    )  # fmt: skip


def _lessons(maker: Maker, school: School, staff: list[str]) -> None:
    rng = maker.rng
    dormitory = school.stage in ("JUNIOR", "NINE_YEAR") and rng.random() < 0.5
    audience = ("CLASS_TEACHERS", "DORMITORY_STAFF")[dormitory]
    maker.rows.add(
        "StaffTraining", audience=audience, topic=rng.choice(("留守儿童心理疏导", "突发事件处置", "宿舍夜间巡查")),
        held_on=maker.day_ago(10, 300), hours=rng.choice((4, 8, 16)), participants=rng.randint(2, 30), **_of(school),
    )  # fmt: skip
    for topic, titles in _LESSONS.items():
        maker.rows.add(
            "SchoolLesson", topic=topic, title=rng.choice(titles), held_on=maker.day_ago(3, 170),
            grade=None if school.kindergarten else rng.randint(1, 6), pupils=rng.randint(15, 50), teacher=rng.choice(staff),
            **_of(school),
        )  # fmt: skip


def _duties(maker: Maker, school: School, staff: list[str]) -> None:
    rng = maker.rng
    for week in range(1, NIGHTS + 1):
        present = rng.random() < 0.95
        maker.rows.add(
            "DormitoryDuty", date=maker.options.today - timedelta(days=7 * week), shift=rng.choice(("EVENING", "NIGHT", "WEEKEND")),
            staff=rng.choice(staff), all_present=present, remark=None if present else "一名寄宿生请假回家", **_of(school),
        )  # fmt: skip
