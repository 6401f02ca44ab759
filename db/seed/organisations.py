"""Makes the world: rows of divisions, units, organisations, schools and persons."""

from __future__ import annotations

from random import Random

from db.divisions import Town, Village, load
from db.pinyin import sort_key
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.units import UNITS
from db.seed.world import School, World

_PUPILS_PER_SET = 4_500
"""Children for which a town gets one more set of five schools."""
_STANDING = ("reader", "officer")
_SEPARATED = ("auditor", "policy_editor", "policy_approver", "operator")
"""Roles that read no child; held at the lead unit, and an auditor at the procuratorate who reviews the lead unit."""
_DISTRICT_BODIES = (
    ("HOSPITAL", "health", ("{d}人民医院", "{d}妇幼保健院", "{d}中医院")),
    ("SOCIAL_WORK_BODY", None, ("{d}春晖社会工作服务中心", "{d}同行社会工作服务中心", "{d}启明社会工作服务中心")),
    ("RESCUE_STATION", "civil_affairs", ("{d}救助管理站",)),
    ("WELFARE_HOME", "civil_affairs", ("{d}儿童福利院",)),
    ("TEMPORARY_SHELTER", "civil_affairs", ("{d}未成年人临时庇护所",)),
    ("CARE_INSTITUTION", None, ("{d}阳光托管中心", "{d}向日葵托管中心")),
    ("CHARITY_OR_VOLUNTEER_BODY", None, ("{d}慈善会", "{d}志愿者协会")),
)


class WorldMaker:
    """Puts down the rows of the world of one run."""

    def __init__(self, options: SeedOptions, rows: Rows) -> None:
        divisions = load(options.region)
        self.world = World(divisions, {t.key: t for t in divisions.towns})
        self._options, self._rows = options, rows
        self._rng = Random(f"{options.seed}:world")
        self._unit_keys: dict[str, int] = {}
        self._sets = max(1, round(options.children / len(divisions.towns) / _PUPILS_PER_SET))

    def make(self) -> World:
        """All of it, in order."""
        for unit in UNITS:
            self._unit_keys[unit.code] = self._rows.add("Unit", code=unit.code, name=unit.name)
        self._put_divisions()
        villages: dict[int, list[Village]] = {}
        for village in self.world.divisions.villages:
            villages.setdefault(village.town_key, []).append(village)
        for code, name in self.world.divisions.districts.items():
            self._district(int(code), name)
        for number, town in enumerate(self.world.divisions.towns):
            self._town(number, town, villages[town.key])
        return self.world

    def _put_divisions(self) -> None:
        for town in self.world.divisions.towns:
            self._rows.put(
                "Town", town.key, code=town.code, name=town.name, district_code=town.district_code,
                district_name=town.district_name, district_id=town.district_key,
            )  # fmt: skip
        for village in self.world.divisions.villages:
            self._rows.put(
                "Village", village.key, code=village.code, name=village.name, town_id=village.town_key,
                district_id=village.district_key,
            )  # fmt: skip

    def _district(self, district: int, name: str) -> None:
        for unit in UNITS:
            body = self._organisation(unit.body.format(d=name), "UNIT", district, unit=unit.code)
            self.world.units[district, unit.code] = body
            if unit.code == "civil_affairs":
                self._persons(body, _SEPARATED)
            if unit.code == "procuratorate":
                self._persons(body, ("auditor",))
        for kind, unit_code, names in _DISTRICT_BODIES:
            for each in names:
                body = self._organisation(each.format(d=name), kind, district, unit=unit_code)
                self.world.bodies[district, kind].append(body)

    def _town(self, number: int, town: Town, villages: list[Village]) -> None:
        seat = villages[0]
        office = "人民政府" if town.name.endswith(("镇", "乡")) else "办事处"
        self.world.town_bodies[town.key] = self._organisation(town.name + office, "TOWN", town.district_key, town.key)
        for village in villages:
            self.world.village_bodies[village.key] = self._organisation(
                village.name, "VILLAGE", town.district_key, town.key, village.key
            )
        hospital = self._organisation(
            f"{town.name}卫生院", "HOSPITAL", town.district_key, town.key, seat.key, unit="health"
        )
        self.world.bodies[town.district_key, "HOSPITAL"].append(hospital)
        self.world.hospitals[town.key] = hospital
        self._schools(number, town, villages)

    def _schools(self, number: int, town: Town, villages: list[Village]) -> None:
        upper = "NINE_YEAR" if number % 3 == 2 else "JUNIOR"
        stages = ("KINDERGARTEN", "PRIMARY", upper, "KINDERGARTEN", "PRIMARY") * self._sets
        words = {"KINDERGARTEN": "幼儿园", "PRIMARY": "小学", "JUNIOR": "初级中学", "NINE_YEAR": "九年制学校"}
        counts: dict[str, int] = {}
        for at, stage in enumerate(stages):
            count = counts[stage] = counts.get(stage, 0) + 1
            village = villages[at % len(villages)]
            name = f"{town.name}{'中心' if count == 1 else f'第{count}'}{words[stage]}"
            kind = "KINDERGARTEN" if stage == "KINDERGARTEN" else "SCHOOL"
            key = self._organisation(name, kind, town.district_key, town.key, village.key, unit="education")
            self._rows.put(
                "School", key, name=name, name_sort=sort_key(name), stage=stage,
                boarding=stage in ("JUNIOR", "NINE_YEAR"), district_id=town.district_key, town_id=town.key,
                village_id=village.key,
            )  # fmt: skip
            self.world.add_school(School(key, name, stage, town.key, town.district_key))

    def _organisation(
        self, name: str, kind: str, district: int, town: int | None = None, village: int | None = None,
        unit: str | None = None,
    ) -> int:  # fmt: skip
        key = self._rows.add(
            "Organisation", name=name, name_sort=sort_key(name), kind=kind, district_id=district, town_id=town,
            village_id=village, unit_id=self._unit_keys[unit] if unit else None, suspended_at_ms=None,
        )  # fmt: skip
        self.world.names[key] = name
        self._persons(key, _STANDING)
        return key

    def _persons(self, organisation: int, roles: tuple[str, ...]) -> None:
        for role in roles:
            sex = "FEMALE" if self._rng.random() < 0.6 else "MALE"
            key = self._rows.add(
                "Person", name=full_name(self._rng, surname(self._rng), sex), organisation_id=organisation, role=role,
                suspended_at_ms=None,
            )  # fmt: skip
            if role == "officer":
                self.world.officers[organisation] = key
