"""Relief, funds and subsidies; assistance; support with housing and farming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from db.seed.crew import Maker
from db.seed.families import Child
from schema.services_enums import ASSISTANCE_KIND

RELIEVED_EACH, SUBSIDISED_EACH, HOUSED_EACH, FARMED_EACH = 15, 25, 40, 30
"""Of so many children, the household of one has a decision of the kind."""
ASSISTED = 0.12
"""Of the children: included in assistance, as many as are poor."""
_DECIDERS = (("local_tax", "PROPERTY_TAX"), ("state_tax", "INCOME_TAX"), ("finance", "FEE"))
_BODY_KINDS = ("CARE_INSTITUTION", "SOCIAL_WORK_BODY", "CHARITY_OR_VOLUNTEER_BODY")
_ENTERPRISES = ("惠民服饰有限公司", "山城食品有限公司", "嘉陵电子有限公司", "云顶农业发展有限公司")
_ASSISTANCE = tuple(ASSISTANCE_KIND.values)


class FundsMaker(Maker):
    """Puts down what money was decided for bodies and towns, then for the households of children."""

    def begin(self) -> None:
        self._seen = 0
        for code, name in self.world.divisions.districts.items():
            self._bodies(int(code), name)
            finance, year = self.world.units[int(code), "finance"], self.options.today.year - 1
            lead = self.world.units[int(code), "civil_affairs"]
            self._funding(int(code), finance, lead, "SERVICE_PURCHASE", year)
        for town in self.world.divisions.towns:
            finance = self.world.units[town.district_key, "finance"]
            for year in (self.options.today.year - 2, self.options.today.year - 1):
                self._funding(town.district_key, finance, self.world.town_bodies[town.key], "TOWN_WORK_FUND", year)

    def _funding(self, district: int, finance: int, recipient: int, kind: str, year: int) -> None:
        amount = self.rng.randrange(20_000, 120_000, 1_000)
        when = self.options.today.replace(year=year, month=3, day=1) + timedelta(days=self.rng.randint(0, 60))
        self.rows.add(
            "FundingAllocation", kind=kind, year=year, amount=amount, allocated_on=when, organisation_id=finance,
            recipient_organisation_id=recipient, district_id=district,
        )  # fmt: skip

    def _bodies(self, district: int, name: str) -> None:
        bodies = [self.world.names[b] for kind in _BODY_KINDS for b in self.world.bodies[district, kind]]
        for unit, kind in _DECIDERS:
            for named in bodies:
                self._relief(district, unit, "DONATION_DEDUCTION" if unit == "state_tax" else kind, "BODY", body=named)
            for enterprise in _ENTERPRISES:
                self._relief(district, unit, kind, "ENTERPRISE", body=f"{name}{enterprise}")
        for body in self.world.bodies[district, "CARE_INSTITUTION"]:
            self._subsidy(district, "CARE_PLACE", "BODY", body=self.world.names[body])

    def _relief(self, district: int, unit: str, kind: str, to: str, household: str | None = None, body: str | None = None) -> None:
        decider = self.world.units[district, unit]
        when, amount = self.ago(5, 700).date(), self.rng.randrange(200, 9_000, 50)
        self.rows.add(
            "ReliefDecision", kind=kind, beneficiary=to, decided_on=when, amount=amount, household_number=household,
            body_name=body, organisation_id=decider, district_id=district,
        )  # fmt: skip

    def _subsidy(self, district: int, kind: str, to: str, household: str | None = None, body: str | None = None) -> None:
        finance = self.world.units[district, "finance"]
        when, amount = self.ago(5, 700).date(), self.rng.randrange(300, 6_000, 100)
        self.rows.add(
            "Subsidy", kind=kind, beneficiary=to, granted_on=when, amount=amount, household_number=household,
            body_name=body, organisation_id=finance, district_id=district,
        )  # fmt: skip

    def follow(self, child: Child) -> None:
        self._seen += 1
        district = child.divisions["district_id"]
        if self.rng.random() < ASSISTED:
            self._assistance(child)
        if child.household is None:
            return
        number = f"{child.divisions['town_id']}{child.household:07d}"
        if self._seen % RELIEVED_EACH == 0:
            unit, kind = _DECIDERS[self._seen // RELIEVED_EACH % len(_DECIDERS)]
            self._relief(district, unit, kind, "HOUSEHOLD", household=number)
        if self._seen % SUBSIDISED_EACH == 0:
            self._subsidy(district, self.rng.choice(("LIVING", "BOARDING", "MEDICAL")), "HOUSEHOLD", household=number)
        if self._seen % HOUSED_EACH == 0:
            self._support(child, "housing", self.rng.choice(("UNSAFE_HOUSE", "RELOCATION", "SANITATION")))
        if self._seen % FARMED_EACH == 0:
            self._support(child, "agriculture", self.rng.choice(("PLANTING", "BREEDING", "COOPERATIVE")))

    def _assistance(self, child: Child) -> None:
        started, over = self.ago(60, 900).date(), self.rng.random() < 0.2
        scope: dict[str, Any] = {"scope": "CHILD", "household_id": None}
        if child.household is not None and self.rng.random() < 0.6:
            scope = {"scope": "HOUSEHOLD", "household_id": child.household}
        self.rows.add(
            "AssistanceInclusion", kind=self.rng.choice(_ASSISTANCE), started_on=started, current=not over,
            ended_on=started + timedelta(days=self.rng.randint(20, 59)) if over else None, child_id=child.key,
            monthly_amount=self.rng.randrange(200, 900, 10) if self.rng.random() < 0.8 else None,
            **scope, **child.divisions,
        )  # fmt: skip

    def _support(self, child: Child, unit: str, kind: str) -> None:
        decided = self.ago(30, 800).date()
        done = self.rng.random() < 0.7
        self.rows.add(
            "SupportRecord", kind=kind, decided_on=decided, amount=self.rng.randrange(1_000, 35_000, 500),
            completed_on=decided + timedelta(days=self.rng.randint(5, 29)) if done else None,
            household_id=child.household, organisation_id=self.world.units[child.divisions["district_id"], unit],
            district_id=child.divisions["district_id"],
        )  # fmt: skip
