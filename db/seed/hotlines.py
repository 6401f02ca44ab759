"""Cases of the demo's two hotlines: calls about children on file, and about children who are not."""

from __future__ import annotations

from typing import Any

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.names import full_name, surname
from db.seed.numbers import telephone

_LINES = (("youth_league", "YOUTH_12355"), ("womens_federation", "WOMEN_12338"))
_CALLS = (
    ("PSYCHOLOGICAL", "孩子最近不愿说话,想请人开导", "安排心理咨询师每周通话一次"),
    ("FAMILY_EDUCATION", "外出打工,不知道怎样和孩子沟通", "建议固定时间视频,并推荐家庭教育课程"),
    ("RIGHTS", "抚养费多月未付,如何主张", "法律服务团队已说明途径"),
    ("CASE_SUPPORT", "老人生病,孩子无人照看", "联系村居和志愿者上门"),
    ("OTHER", "咨询寒假活动报名", "已告知活动安排"),
)
_NAMELESS = 6
"""Calls of a line about children who are not on file, in a district."""
_STATUSES = ("OPEN", "REFERRED", "CLOSED")


class HotlineMaker(Maker):
    """Puts down the cases."""

    def begin(self) -> None:
        for district in sorted({d for d, _ in self.world.units}):
            for number in range(_NAMELESS * len(_LINES)):
                self._case(number, district_id=district, child_id=None, town_id=None, village_id=None)

    def call(self, child: Child, number: int) -> None:
        """A call about a child on file, to either line by turns."""
        self._case(number, child_id=child.key, **child.divisions)

    def _case(self, number: int, **about: Any) -> None:
        rng, district = self.rng, about["district_id"]
        unit, line = _LINES[number % len(_LINES)]
        kind, question, advice = rng.choice(_CALLS)
        status = _STATUSES[number // len(_LINES) % len(_STATUSES)]
        named = rng.random() < 0.8
        self.rows.add(
            "HotlineCase", hotline=line, kind=kind, status=status, received_at=self.ago(2, 300),
            legal_team_involved=kind == "RIGHTS", question=question,
            advice=advice if status != "OPEN" or rng.random() < 0.5 else None,
            caller_name=full_name(rng, surname(rng), "FEMALE") if named else None,
            caller_telephone=telephone(rng) if rng.random() < 0.9 else None,
            organisation_id=self.world.units[district, unit],
            referred_organisation_id=self._referred(district, kind) if status == "REFERRED" else None, **about,
        )  # fmt: skip

    def _referred(self, district: int, kind: str) -> int:
        if kind == "RIGHTS":
            return self.world.units[district, "justice"]
        if kind == "CASE_SUPPORT":
            return self.world.units[district, "civil_affairs"]
        return self.rng.choice(self.world.bodies[district, "SOCIAL_WORK_BODY"])
