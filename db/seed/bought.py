"""Services that civil affairs and the towns buy: contracts, the children they reach, referrals to providers, sessions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from db.seed.crew import Maker
from db.seed.families import Child
from schema.services_enums import SERVICE_KIND

_KINDS = tuple(SERVICE_KIND.values)
_PURPOSES = {"GUARDIANSHIP_GUIDANCE": "guardianship_guidance", "FAMILY_RELATIONS": "family_relations"}
"""Kind -> purpose of the referral to its provider; `social_work` for the others."""
REFERRED_EACH = 24
"""Of so many left-behind children one is referred to a provider; of as many, one was and is no longer."""
SERVED = 0.1
"""Of the left-behind children: with a session that needs no referral, such as a talk with a group."""
_NEEDS = ("与祖辈沟通少", "想念父母,睡眠不安", "作业拖延、沉迷手机", "刚转学,朋友少", "父母离异后情绪低落", "遇事易冲动")
_NOTES = ("完成首次评估", "入户访谈一次", "小组活动,主动发言", "与监护人约定每周通话", "情绪好转,继续跟进")


class _Contract(NamedTuple):
    key: int
    kind: str
    provider: int
    starts: date


class BoughtMaker(Maker):
    """Puts down contracts first, then what they do for each left-behind child."""

    def begin(self) -> None:
        self._running: dict[int, list[_Contract]] = defaultdict(list)
        self._seen = 0
        self._made = 0
        for district in self.world.divisions.districts:
            providers = self.world.bodies[int(district), "SOCIAL_WORK_BODY"]
            buyer = self.world.units[int(district), "civil_affairs"]
            for n, kind in enumerate(_KINDS):
                provider = providers[n % len(providers)]
                self._running[int(district)].append(self._contract(int(district), buyer, provider, kind, ended=False))
                self._contract(int(district), buyer, provider, kind, ended=True)
        for n, town in enumerate(self.world.divisions.towns):
            providers = self.world.bodies[town.district_key, "SOCIAL_WORK_BODY"]
            buyer, kind = self.world.town_bodies[town.key], _KINDS[n % len(_KINDS)]
            self._contract(town.district_key, buyer, providers[n % len(providers)], kind, ended=n % 4 == 3)

    def _contract(self, district: int, buyer: int, provider: int, kind: str, ended: bool) -> _Contract:
        starts = self.ago(500, 600).date() if ended else self.ago(100, 250).date()
        self._made += 1
        key = self.rows.add(
            "ServiceContract", number=f"GMFW-{starts:%Y}-{self._made:05d}", kind=kind, starts_on=starts,
            ends_on=starts + timedelta(days=365), coverage_target=self.rng.randrange(40, 400, 10),
            amount=self.rng.randrange(30_000, 400_000, 5_000), buyer_organisation_id=buyer,
            provider_organisation_id=provider, district_id=district,
        )  # fmt: skip
        return _Contract(key, kind, provider, starts)

    def follow(self, child: Child) -> None:
        if child.category != "LEFT_BEHIND":
            return
        self._seen += 1
        contracts = self._running[child.divisions["district_id"]]
        running, over = self._seen % REFERRED_EACH == 1, self._seen % REFERRED_EACH == 2
        # Referrals go round, so that every provider has some.
        turn = self._seen // REFERRED_EACH % len(contracts)
        contract = contracts[turn] if running or over else self.rng.choice(contracts)
        since = contract.starts + timedelta(days=self.rng.randint(0, 90))
        left = self.rng.random() < 0.1
        self.rows.add(
            "ServiceCoverage", kind=contract.kind, covered_since=since, contract_id=contract.key, child_id=child.key,
            covered_until=self.ago(1, 9).date() if left else None, **child.divisions,
        )  # fmt: skip
        if running or over:
            self._referral(child, contract, running)
        elif self.rng.random() < SERVED:
            self._session(child, contract, since)

    def _referral(self, child: Child, contract: _Contract, running: bool) -> None:
        offered = self.ago(20, 90)
        accepted = offered + timedelta(hours=self.rng.randint(1, 72))
        ends = self.options.now + timedelta(days=self.rng.randint(30, 150)) if running else self.ago(1, 10)
        purpose = _PURPOSES.get(contract.kind, "social_work")
        if not any(tie.custody for tie in child.ties):  # nobody could consent
            purpose = "guardianship_guidance"
        self.rows.add(
            "Referral", purpose=purpose, status="ACCEPTED" if running else "ENDED",
            offered_at=offered, accepted_at=accepted, ends_at=ends, child_id=child.key,
            from_organisation_id=self.world.town_bodies[child.divisions["town_id"]],
            to_organisation_id=contract.provider, **child.divisions,
        )  # fmt: skip
        for _ in range(self.rng.randint(1, 3)):
            self._session(child, contract, accepted.date())

    def _session(self, child: Child, contract: _Contract, after: date) -> None:
        days = max(1, (self.options.today - after).days)
        self.rows.add(
            "ServiceSession", kind=contract.kind, held_on=after + timedelta(days=self.rng.randrange(days)),
            minutes=self.rng.choice((30, 45, 60, 90)), needs=self.rng.choice(_NEEDS), note=self.rng.choice(_NOTES),
            contract_id=contract.key, child_id=child.key, provider_organisation_id=contract.provider, **child.divisions,
        )  # fmt: skip
