"""Volunteers, veterans and groups of workers of the demo."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from db.pinyin import sort_key
from db.seed.crew import Maker
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

_VOLUNTEERS = {
    "trade_union": (("WORKER", "WORKER"),),
    "youth_league": (("YOUNG_VOLUNTEER", "YOUNG_VOLUNTEER"), ("LEAGUE_MEMBER", "YOUNG_VOLUNTEER"), ("COUNSELLOR", "TEAM")),
    "womens_federation": (("LOVING_PARENT", "LOVING_PARENT"), ("LAWYER", "TEAM"), ("COUNSELLOR", "TEAM")),
    "next_generation": (("YOUNG_VOLUNTEER", "YOUNG_VOLUNTEER"),),
}
"""Unit -> (kind of volunteer, kind of the pairing that he is in)."""
_VETERANS = ("CADRE", "SOLDIER", "EXPERT", "TEACHER", "MODEL")
_A_UNIT, _A_KIND = 18, 5
"""Volunteers of a unit; veterans of a kind."""
_WORKERS = (
    ("电子园区异地务工父母群", "CONTACT", "电子厂"),
    ("建筑工地亲情电话站", "CONTACT", "建筑工地"),
    ("服装厂妈妈互助组", "MUTUAL_HELP", "服装厂"),
    ("物流园双职工互助组", "MUTUAL_HELP", "物流公司"),
    ("返乡职工互助组", "MUTUAL_HELP", None),
)


class Helper(NamedTuple):
    """Who is paired with a child: a volunteer, a veteran, or a team without a name (both null)."""

    pairing: str
    volunteer: int | None
    veteran: int | None


class PeopleMaker(Maker):
    """Puts them down at the start; `helper_of` draws from them."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._helpers: dict[int, list[Helper]] = defaultdict(list)

    def begin(self) -> None:
        for district in sorted({d for d, _ in self.world.units}):
            for unit, kinds in _VOLUNTEERS.items():
                for number in range(_A_UNIT):
                    self._volunteer(self.world.units[district, unit], district, *kinds[number % len(kinds)])
            committee = self.world.units[district, "next_generation"]
            for number in range(_A_KIND * len(_VETERANS)):
                key = self.rows.add("Veteran", kind=_VETERANS[number % len(_VETERANS)], **self._person(committee, district))
                self._helpers[committee].append(Helper("VETERAN", None, key))
            union = self.world.units[district, "trade_union"]
            for name, kind, employer in _WORKERS:
                self.rows.add(
                    "MutualHelp", name=name, kind=kind, employer=employer, formed_on=self._day(100, 900),
                    members=self.rng.randint(8, 60), contacts_arranged=self.rng.randint(20, 400), organisation_id=union,
                    district_id=district,
                )  # fmt: skip

    def helper_of(self, body: int) -> Helper:
        """Somebody of `body`; of a body that keeps no list, a team."""
        helpers = self._helpers.get(body)
        return self.rng.choice(helpers) if helpers else Helper("TEAM", None, None)

    def _volunteer(self, body: int, district: int, kind: str, pairing: str) -> None:
        key = self.rows.add("Volunteer", kind=kind, **self._person(body, district))
        if kind != "LAWYER":
            self._helpers[body].append(Helper(pairing, key, None))

    def _person(self, body: int, district: int) -> dict[str, object]:
        rng = self.rng
        name = full_name(rng, surname(rng), "FEMALE" if rng.random() < 0.6 else "MALE")
        since = self._day(200, 2_000)
        return {
            "name": name, "name_sort": sort_key(name), "since": since, "active": rng.random() < 0.9,
            "record_checked_on": self._day(10, 190) if rng.random() < 0.9 else None, "organisation_id": body,
            "district_id": district,
        }  # fmt: skip

    def _day(self, least: int, most: int) -> date:
        return self.options.today - timedelta(days=self.rng.randint(least, most))
