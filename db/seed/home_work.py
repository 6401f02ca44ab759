"""Work at home: the platform's offers, and how guardians who are away were helped to come back."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.numbers import telephone
from schema.services_enums import EMPLOYMENT_OUTCOME

SUPPORTED_EACH = 10
"""Of so many children with a guardian away, the guardian of one was supported."""
_JOBS = ("缝纫工", "电子装配工", "养老护理员", "果蔬分拣员", "建筑木工", "乡镇保洁员", "农机驾驶员")
_STARTUPS = ("柑橘种植合作项目", "农家乐经营项目", "电商服务站", "生态养鸡项目", "手工竹编作坊")
_SPONSORS = ("乡村振兴产业园", "镇街就业服务站", "惠民服饰有限公司", "山城食品有限公司")
_OUTCOMES = tuple(EMPLOYMENT_OUTCOME.values)


class HomeWorkMaker(Maker):
    """Puts down an offer or two for each town, then support."""

    def begin(self) -> None:
        self._away = 0
        self._offers: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for town in self.world.divisions.towns:
            for _ in range(self.rng.randint(1, 2)):
                self._offer(town.district_key, town.key)

    def _offer(self, district: int, town: int) -> None:
        rng = self.rng
        kind = "JOB" if rng.random() < 0.7 else "STARTUP"
        offered = self.ago(5, 150).date()
        closes = offered + timedelta(days=rng.randint(30, 180))
        key = self.rows.add(
            "JobOffer", kind=kind, title=rng.choice(_JOBS if kind == "JOB" else _STARTUPS), offered_by=rng.choice(_SPONSORS),
            places=rng.randint(1, 20), monthly_pay=rng.randrange(2_600, 6_500, 100) if kind == "JOB" else None,
            offered_on=offered, closes_on=closes, open=closes >= self.options.today, contact_telephone=telephone(rng),
            organisation_id=self.world.units[district, "human_resources"], district_id=district, town_id=town,
        )  # fmt: skip
        self._offers[district].append((key, kind))

    def follow(self, child: Child) -> None:
        away = [tie for tie in child.ties if tie.away]
        if not away:
            return
        self._away += 1
        if self._away % SUPPORTED_EACH:
            return
        rng, district = self.rng, child.divisions["district_id"]
        offer, kind = rng.choice(self._offers[district])
        placed = rng.random() < 0.7
        ways = ("PLACEMENT", "TRAINING") if kind == "JOB" else ("STARTUP_LOAN", "STARTUP_GUIDANCE")
        outcome, on = rng.choice(_OUTCOMES), self.ago(40, 400).date()
        self.rows.add(
            "EmploymentSupport", kind=rng.choice(ways), supported_on=on, outcome=outcome,
            settled_on=None if outcome == "PENDING" else on + timedelta(days=rng.randint(5, 39)),
            guardian_id=rng.choice(away).guardian, offer_id=offer if placed else None,
            organisation_id=self.world.units[district, "human_resources"], district_id=district,
        )  # fmt: skip
