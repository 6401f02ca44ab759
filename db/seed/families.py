"""Households with their guardians and children. About 5 % of the children are each of the odd cases below."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from core.clock import NEVER_BEGAN, NEVER_ENDS
from db.divisions import Village
from db.pinyin import sort_key
from db.seed.names import full_name, surname
from db.seed.numbers import Numbers, telephone
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import Places, School, World
from schema.given_name import given_name

NO_GUARDIAN = UNKNOWN_FATHER = SEVERAL_AWAY = 0.05
"""Of the households: nobody on file; no father; father, mother and a third adult all away."""
_TWINS = 0.09
"""Of the households with two children or more; gives 5 % of the children."""
_SIZES = ((0.55, 1), (0.90, 2), (1.0, 3))
_LAST_SINGLES = 8
"""So many children at the end are only children, so that the numbers asked for are met exactly."""
_OTHER_CATEGORIES = ((0.6, "OTHER_RURAL"), (0.8, "MOVED_WITH_PARENTS"), (1.0, "MIGRANT_AT_SCHOOL"))
_FROM_OUTSIDE = ("500235001", "500236001", "500240001", "511602001", "520302001")
_DESTINATIONS = (
    "广东省东莞市",
    "浙江省宁波市",
    "福建省泉州市",
    "江苏省苏州市",
    "上海市松江区",
    "重庆市渝中区",
    "新疆乌鲁木齐市",
)
_EMPLOYERS = ("电子厂", "建筑工地", "服装厂", "物流公司", "餐馆", "家政公司", "鞋厂")


@dataclass(slots=True)
class Tie:
    """A guardian as one household knows him."""

    guardian: int
    relationship: str
    custody: bool
    away: bool
    carer: bool


@dataclass(slots=True)
class Child:
    """What the makers that come after need to know of a child."""

    key: int
    name: str
    category: str
    born: date
    divisions: dict[str, int]
    ties: list[Tie]
    school: int | None = None
    disability: int | None = None
    household: int | None = None
    household_number: str | None = None


@dataclass(slots=True)
class _Household:
    key: int
    village: Village
    divisions: dict[str, int]
    category: str
    family_name: str
    address: str
    poor: bool
    ties: list[Tie] = field(default_factory=list)


def _number(row: dict[str, Any]) -> str:
    """The number of a child's household, made of the town's code and the household's key."""
    return f"{row['town_id']}{row['household_id']:07d}"


class FamilyMaker:
    """Puts down households one after another until all children asked for are there."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self._options, self._rows, self._world = options, rows, world
        self._rng = Random(f"{options.seed}:families")
        self._numbers = Numbers()
        villages = list(world.divisions.villages)
        focus = options.focus_town
        self._focus = Places([v for v in villages if v.town_code == focus]) if focus else None
        self._others = Places([v for v in villages if v.town_code != focus])
        self._left_behind = options.left_behind
        self.made = 0

    def next_household(self) -> list[dict[str, Any]]:
        """Puts down a household with its guardians; its children's rows come back to be completed with a school."""
        category, size = self._category_and_size()
        household = self._household(category, size)
        self._guardians(household)
        twins = size >= 2 and self._rng.random() < _TWINS
        children: list[dict[str, Any]] = []
        for n in range(size):
            born = children[0]["birth_date"] if twins and n == 1 else self._birth_date()
            children.append(self._child(household, born))
        self.made += size
        return children

    def complete(self, row: dict[str, Any], school: School | None) -> Child:
        """Puts down a child's row and its ties."""
        ties: list[Tie] = row.pop("ties")
        at = school.key if school else None
        key = self._rows.add("Child", **row, school_id=at, school_district_id=school.district if school else None,
                              former_town_id=None, former_village_id=None)
        divisions = {name: row[name] for name in ("district_id", "town_id", "village_id")}
        for tie in ties:
            since = self._days_ago(60, 1500) if tie.away else None
            self._rows.add(
                "Guardianship", child_id=key, guardian_id=tie.guardian, relationship=tie.relationship,
                custody=tie.custody, away=tie.away, away_since=since, entrusted=tie.carer and not tie.custody,
                present_carer=tie.carer, ends_at=NEVER_ENDS, barred_until=NEVER_BEGAN, **divisions,
            )  # fmt: skip
        return Child(key, row["name"], row["category"], row["birth_date"], divisions, ties, at,
                     row["disability_grade"], row["household_id"], _number(row))  # fmt: skip

    def _category_and_size(self) -> tuple[str, int]:
        rng, remaining = self._rng, self._options.children - self.made
        draw = rng.random()
        size = next(s for bound, s in _SIZES if draw <= bound) if remaining > _LAST_SINGLES + 3 else 1
        if self._focus and self.made < self._options.focus_children:
            size = min(size, self._options.focus_children - self.made)
        enough = self._left_behind >= size
        forced = self._left_behind > remaining - size
        if enough and (forced or rng.random() < self._left_behind / remaining):
            self._left_behind -= size
            return "LEFT_BEHIND", size
        draw = rng.random()
        return next(c for bound, c in _OTHER_CATEGORIES if draw <= bound), size

    def _household(self, category: str, size: int) -> _Household:
        rng = self._rng
        places = self._focus if self._focus and self.made < self._options.focus_children else self._others
        village = places.draw(rng)
        town = self._world.towns[village.town_key]
        place = village.name.removesuffix("村民委员会").removesuffix("居民委员会")
        address = f"{town.name}{place}{rng.randint(1, 12)}组{rng.randint(1, 220)}号"
        poor = rng.random() < 0.12
        divisions = {"district_id": town.district_key, "town_id": town.key, "village_id": village.key}
        number = f"{village.town_code}{self._rows.next_key('Household'):07d}"
        key = self._rows.add(
            "Household", number=number, address=address, members=size + rng.randint(1, 4), in_poverty=poor, **divisions
        )
        return _Household(key, village, divisions, category, surname(rng), address, poor)

    def _guardians(self, household: _Household) -> None:
        rng, draw = self._rng, self._rng.random()
        if draw < NO_GUARDIAN:
            return
        left_behind = household.category == "LEFT_BEHIND"
        several = NO_GUARDIAN <= draw < NO_GUARDIAN + SEVERAL_AWAY
        fatherless = NO_GUARDIAN + SEVERAL_AWAY <= draw < NO_GUARDIAN + SEVERAL_AWAY + UNKNOWN_FATHER
        both = several or (left_behind and rng.random() < 0.7)
        first = both or left_behind or rng.random() < 0.15
        if not fatherless:
            self._tie(household, "FATHER", "MALE", away=first)
        self._tie(household, "MOTHER", "FEMALE", away=both or (fatherless and left_behind))
        if several:
            self._tie(household, "OTHER_RELATIVE", rng.choice(("MALE", "FEMALE")), away=True)
        if all(t.away for t in household.ties):
            others = ("GRANDPARENT", "GRANDPARENT", "GRANDPARENT", "OTHER_RELATIVE", "SIBLING", "OTHER_ADULT")
            self._tie(household, rng.choice(others), rng.choice(("MALE", "FEMALE")), away=False)
        next(t for t in household.ties if not t.away).carer = True

    def _tie(self, household: _Household, relationship: str, sex: str, away: bool) -> None:
        rng = self._rng
        youngest, eldest = {"GRANDPARENT": (50, 72), "SIBLING": (18, 24)}.get(relationship, (34, 48))
        born = self._options.today - timedelta(days=rng.randint(youngest * 366, eldest * 365))
        own = relationship in ("FATHER", "GRANDPARENT", "SIBLING")
        name = full_name(rng, household.family_name if own else surname(rng), sex)
        guardian = self._rows.add(
            "Guardian", name=name, name_sort=sort_key(name), sex=sex, birth_date=born,
            identity_number=self._numbers.identity(born, sex) if rng.random() < 0.97 else None,
            telephone=telephone(rng) if rng.random() < 0.95 else None,
            employer=rng.choice(_EMPLOYERS) if away else None, destination=rng.choice(_DESTINATIONS) if away else None,
            suspended_at_ms=None,
        )  # fmt: skip
        household.ties.append(Tie(guardian, relationship, relationship in ("FATHER", "MOTHER"), away, False))

    def _child(self, household: _Household, born: date) -> dict[str, Any]:
        rng = self._rng
        sex = "MALE" if rng.random() < 0.52 else "FEMALE"
        name = full_name(rng, household.family_name, sex)
        poor = household.poor
        return {
            "name": name, "name_sort": sort_key(name), "given_name": given_name(name), "sex": sex, "birth_date": born,
            "birth_year": born.year,
            "identity_number": self._numbers.identity(born, sex) if rng.random() < 0.97 else None,
            "category": household.category, "in_poverty": poor,
            "key_target": poor or rng.random() < 0.05,
            "disability_grade": rng.randint(1, 4) if rng.random() < 0.02 else None,
            "residence_address": household.address, "registered_division_code": self._registered(household),
            "on_file_since": max(born, self._days_ago(30, 1800)), **household.divisions,
            "household_id": household.key, "sealed": rng.random() < 0.01, "ties": household.ties,
        }  # fmt: skip

    def _registered(self, household: _Household) -> str:
        if household.category == "MIGRANT_AT_SCHOOL":
            return self._rng.choice(_FROM_OUTSIDE)
        if household.category == "MOVED_WITH_PARENTS":
            return self._others.draw(self._rng).code
        return household.village.code

    def _birth_date(self) -> date:
        return self._days_ago(30, 16 * 365)

    def _days_ago(self, least: int, most: int) -> date:
        return self._options.today - timedelta(days=self._rng.randint(least, most))
