"""Demo data of `schema/groups.py`: group organisations, culture, charities and public opinion."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.groups_words import ACTIVITIES, HELP, PROGRAMMES, SERVICES
from db.seed.hotlines import HotlineMaker
from db.seed.opinion import OpinionMaker
from db.seed.options import SeedOptions
from db.seed.people import PeopleMaker
from db.seed.rows import Rows
from db.seed.world import World

GROUPS = ("trade_union", "youth_league", "womens_federation", "next_generation")
LEADER = "womens_federation"
"""Leads the joint project of the group organisations."""
CHARITY = "CHARITY_OR_VOLUNTEER_BODY"
PAIRED, TAKING_PART, NEEDING, CALLING = 7, 4, 9, 15
"""Every so many of a district's left-behind children is paired, takes part, has a need matched, was called about."""
_NEEDS = tuple(SERVICES)


class GroupsMaker(Maker):
    """Puts down the rows of one run."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self.people = PeopleMaker(options, rows, world)
        self.hotlines = HotlineMaker(options, rows, world)
        self.opinion = OpinionMaker(options, rows, world)
        self.programmes: dict[int, list[int]] = defaultdict(list)
        """Organisation -> its programmes."""
        self.activities: dict[int, list[int]] = defaultdict(list)
        self.joint: dict[int, int] = {}
        """District -> the joint programme."""
        self.seen: dict[int, int] = defaultdict(int)
        """District -> left-behind children so far."""

    def begin(self) -> None:
        self.people.begin()
        self.hotlines.begin()
        self.opinion.begin()
        for district in sorted({d for d, _ in self.world.units}):
            for unit in (LEADER, *(u for u in GROUPS if u != LEADER)):
                self._programmes(district, unit)
            culture = self.world.units[district, "culture"]
            for title, kind, place in ACTIVITIES["culture"]:
                self._activity(culture, district, None, (title, kind, place))
            for body in self.world.bodies[district, CHARITY]:
                for each in ACTIVITIES["charity"]:
                    self._activity(body, district, None, each)

    def follow(self, child: Child) -> None:
        if child.category != "LEFT_BEHIND":
            return
        district = child.divisions["district_id"]
        number = self.seen[district] = self.seen[district] + 1
        units = [self.world.units[district, unit] for unit in GROUPS]
        if number % TAKING_PART == 0:
            self._participation(child, units[number // TAKING_PART % len(units)])
        if number % PAIRED == 0:
            bodies = (*units, *self.world.bodies[district, CHARITY])
            self._pairing(child, bodies[number // PAIRED % len(bodies)])
        if number % NEEDING == 0:
            self._need(child, units, number // NEEDING)
        if number % CALLING == 0:
            self.hotlines.call(child, number // CALLING)

    def _programmes(self, district: int, unit: str) -> None:
        body = self.world.units[district, unit]
        leader = self.world.units[district, LEADER]
        for name, kind in PROGRAMMES[unit]:
            starts = self._day(60, 700)
            over = self.rng.random() < 0.2
            key = self.rows.add(
                "Programme", name=name, kind=kind, starts_on=starts,
                ends_on=starts + timedelta(days=self.rng.randint(20, 59)) if over else None, organisation_id=body,
                lead_organisation_id=leader if kind == "JOINT_DREAMS" else None, district_id=district,
            )  # fmt: skip
            self.programmes[body].append(key)
            if kind == "JOINT_DREAMS" and unit == LEADER:
                self.joint[district] = key
            for each in self.rng.sample(ACTIVITIES["programme"], 3):
                self._activity(body, district, key, each)
        self._activity(body, district, None, self.rng.choice(ACTIVITIES["programme"]))

    def _activity(self, body: int, district: int, programme: int | None, words: tuple[str, str, str]) -> None:
        title, kind, place = words
        key = self.rows.add(
            "Activity", title=title, kind=kind, held_on=self._day(1, 330), place=place,
            attendance=self.rng.randint(12, 160) if self.rng.random() < 0.9 else None, organisation_id=body,
            programme_id=programme, district_id=district,
        )  # fmt: skip
        self.activities[body].append(key)

    def _participation(self, child: Child, body: int) -> None:
        rng = self.rng
        joined = self._day(30, 300)
        left = rng.random() < 0.15
        whole = rng.random() < 0.8
        self.rows.add(
            "Participation", status="LEFT" if left else "ACTIVE", joined_on=joined,
            left_on=joined + timedelta(days=rng.randint(5, 28)) if left else None, child_id=child.key,
            organisation_id=body, programme_id=rng.choice(self.programmes[body]) if whole else None,
            activity_id=None if whole else rng.choice(self.activities[body]), **child.divisions,
        )  # fmt: skip

    def _pairing(self, child: Child, body: int) -> None:
        rng = self.rng
        helper = self.people.helper_of(body)
        started = self._day(40, 500)
        ended = rng.random() < 0.15
        self.rows.add(
            "GroupPairing", kind=helper.pairing, status="ENDED" if ended else "ACTIVE", help=rng.choice(HELP),
            started_on=started, ended_on=started + timedelta(days=rng.randint(10, 39)) if ended else None,
            child_id=child.key, organisation_id=body, volunteer_id=helper.volunteer, veteran_id=helper.veteran,
            **child.divisions,
        )  # fmt: skip

    def _need(self, child: Child, units: list[int], number: int) -> None:
        rng, district = self.rng, child.divisions["district_id"]
        need, status = rng.choice(_NEEDS), ("MATCHED", "SERVED", "OPEN")[number % 3]
        raised = self._day(30, 250)
        matched = status != "OPEN"
        provider = units[number // 3 % len(units)]
        leader = self.world.units[district, LEADER]
        self.rows.add(
            "NeedMatch", need=need, status=status, service=SERVICES[need] if matched else None, raised_on=raised,
            matched_on=raised + timedelta(days=rng.randint(1, 25)) if matched else None, child_id=child.key,
            programme_id=self.joint[district], organisation_id=leader,
            provider_organisation_id=provider if matched else None, **child.divisions,
        )  # fmt: skip
        self.rows.add(
            "Participation", status="ACTIVE", joined_on=raised, left_on=None, child_id=child.key, organisation_id=leader,
            programme_id=self.joint[district], activity_id=None, **child.divisions,
        )  # fmt: skip

    def _day(self, least: int, most: int) -> date:
        return self.options.today - timedelta(days=self.rng.randint(least, most))
