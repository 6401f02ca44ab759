"""A world made by hand for mutations: two towns, their villages and schools, units, and children of every relation to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from authz.caller import Caller
from core.clock import NEVER_BEGAN, NEVER_ENDS
from db.seed.units import UNITS
from schema.entities import CATALOG
from schema.enums import UNIT_KIND
from schema.identity import check_character
from tests.oracle.pools import NOW
from tests.oracle.world import Values, World
from tests.oracle.worlds import WorldMaker, make_caller

DISTRICT = 500112
TOWN, OTHER_TOWN = 500112001, 500112002
VILLAGE, OTHER_VILLAGE = 500112001001, 500112002001
BORN = date(2015, 9, 1)
IN_FORCE = {"status": "ACCEPTED", "accepted_at": NOW - timedelta(days=1), "ends_at": NOW + timedelta(days=1)}


def number(born: date = BORN, sequence: int = 1, region: str = "500112") -> str:
    """A valid identity number; an odd sequence is male."""
    first = f"{region}{born:%Y%m%d}{sequence:03d}"
    return first + check_character(first)


NUMBERS = {"own": number(sequence=1), "hidden": number(sequence=3), "referred": number(sequence=5)}
"""Identity numbers on file: of a child of the town, of a child that it cannot see, of one whose number it cannot see."""


@dataclass
class Ground:
    """The world, its rows by a name of the test's own, and who acts in it."""

    world: World
    maker: WorldMaker
    rows: dict[str, Values] = field(default_factory=dict)

    @staticmethod
    def where(town: int, village: int | None) -> Values:
        """The divisions of a row."""
        return {"district_id": town // 1000, "town_id": town, "village_id": village}

    def id(self, name: str) -> str:
        """Public id of a row."""
        return str(self.rows[name]["public_id"])

    def caller(self, organisation: str, role: str = "officer", number: int = 0, purpose: str | None = None) -> Caller:
        """The first (second, ...) person of an organisation who has the role."""
        key = self.rows[organisation]["id"]
        persons = [p for p in self.world.persons if p["organisation_id"] == key and p["role"] == role]
        return make_caller(self.world, persons[number], purpose)


class _Ground:
    def __init__(self) -> None:
        self.maker = WorldMaker(Random(20_260_302))
        self.rows: dict[str, Values] = {}
        self.maker.divisions()

    def add(self, name: str, entity: str, /, **given: Any) -> Values:
        made = self.maker.add(CATALOG[entity], **given)
        assert made is not None, f"{name} collides with another row"
        self.rows[name] = made
        return made

    place = staticmethod(Ground.where)

    def organisation(self, name: str, kind: str, town: int, village: int | None = None, unit: int | None = None) -> None:
        made = self.add(
            name, "Organisation", kind=kind, unit_id=unit, suspended_at_ms=None, name=name, **self.place(town, village)
        )
        for role in ("officer", "officer", "reader"):
            self.maker.persons.append(
                {"id": self.maker.key(), "public_id": self.maker.public_id("prs"), "name": f"{name}的人员", "role": role,
                 "organisation_id": made["id"], "suspended_at_ms": None}
            )  # fmt: skip

    def organisations(self) -> None:
        for unit in ("police", "court", "civil_affairs", "education"):
            key = self.add(f"unit {unit}", "Unit", code=unit)["id"]
            self.organisation(unit, "UNIT", TOWN, None, key)
        self.organisation("town", "TOWN", TOWN)
        self.organisation("other town", "TOWN", OTHER_TOWN)
        self.organisation("village", "VILLAGE", TOWN, VILLAGE)
        for name, town, village in (("school", TOWN, VILLAGE), ("other school", OTHER_TOWN, OTHER_VILLAGE)):
            self.organisation(name, "SCHOOL", town, village)
            self.add(f"{name} itself", "School", id=self.rows[name]["id"], **self.place(town, village))

    def child(self, name: str, town: int, village: int, school: str | None, identity: str | None) -> None:
        self.add(
            name, "Child", name=name, name_sort=name, given_name=name, identity_number=identity, birth_date=BORN,
            birth_year=BORN.year, sex="MALE", sealed=False, household_id=None, former_town_id=None, former_village_id=None,
            school_id=self.rows[school]["id"] if school else None, **self.place(town, village),
        )  # fmt: skip

    def children(self) -> None:
        self.add("household", "Household", **self.place(TOWN, VILLAGE))
        self.add("other household", "Household", **self.place(OTHER_TOWN, OTHER_VILLAGE))
        self.add("referred household", "Household", **self.place(OTHER_TOWN, OTHER_VILLAGE))
        self.child("child", TOWN, VILLAGE, "school", NUMBERS["own"])
        self.child("classmate", TOWN, VILLAGE, "school", None)
        self.child("hidden child", OTHER_TOWN, OTHER_VILLAGE, "other school", NUMBERS["hidden"])
        self.child("referred child", OTHER_TOWN, OTHER_VILLAGE, "other school", NUMBERS["referred"])
        self.rows["referred child"]["household_id"] = self.rows["referred household"]["id"]
        for purpose, to in (("guardianship_guidance", "town"), ("schooling", "school")):
            self.add(
                f"referral for {purpose}", "Referral", purpose=purpose, child_id=self.rows["referred child"]["id"],
                from_organisation_id=self.rows["other town"]["id"], to_organisation_id=self.rows[to]["id"],
                offered_at=NOW - timedelta(days=2), **IN_FORCE, **self.place(OTHER_TOWN, OTHER_VILLAGE),
            )  # fmt: skip

    def guardian(self, name: str, child: str, identity: str | None) -> None:
        made = self.add(name, "Guardian", name="李父", identity_number=identity, telephone="13800001234", suspended_at_ms=None)
        of = self.rows[child]
        self.add(
            f"tie of {name}", "Guardianship", child_id=of["id"], guardian_id=made["id"], relationship="FATHER", present_carer=False,
            ends_at=NEVER_ENDS, barred_until=NEVER_BEGAN,
            **self.place(of["town_id"], of["village_id"]),
        )  # fmt: skip

    def guardians(self) -> None:
        self.guardian("guardian", "child", number(date(1985, 5, 5), 1))
        self.guardian("hidden guardian", "hidden child", number(date(1985, 5, 5), 3))
        self.guardian("referred guardian", "referred child", number(date(1985, 5, 5), 5))

    def work(self) -> None:
        day = {"status": "PRESENT", "note": None, **self.place(TOWN, VILLAGE)}
        child, school = self.rows["child"]["id"], self.rows["school"]["id"]
        self.add("day", "AttendanceDay", date=date(2026, 2, 27), child_id=child, school_id=school, **day)
        elsewhere = self.rows["other school"]["id"]
        self.add("hidden day", "AttendanceDay", date=date(2026, 2, 20), child_id=child, school_id=elsewhere, **day)
        self.add(
            "intervention", "Intervention", child_id=child, report_id=None, organisation_id=None, sealed=False,
            kind="LEGAL_AID", started_on=date(2026, 1, 5), **self.place(TOWN, VILLAGE),
        )  # fmt: skip
        for name, of, town, village in (
            ("report", "child", TOWN, VILLAGE), ("report of another", "classmate", TOWN, VILLAGE),
        ):  # fmt: skip
            self.add(
                name, "Report", child_id=self.rows[of]["id"], respondent_organisation_id=None, status="FILED",
                reporter_organisation_id=None, reporter_person_id=None, receipt_hash=f"of {name}",
                **self.place(town, village),
            )  # fmt: skip


    def further_organisations(self) -> None:
        """One of every other unit and kind, in the town and the village. After all others, which they leave as they were."""
        for unit in (u.code for u in UNITS if u.code not in self.rows):
            key = self.add(f"unit {unit}", "Unit", code=unit)["id"]
            self.organisation(unit, "UNIT", TOWN, None, key)
        for kind in (k for k in UNIT_KIND.values if k != "UNIT" and k.lower() not in self.rows):
            self.organisation(kind.lower(), kind, TOWN, VILLAGE)


def ground() -> Ground:
    """The world of these tests; the same at every call."""
    made = _Ground()
    made.organisations()
    made.children()
    made.guardians()
    made.work()
    made.further_organisations()
    world = World({n: tuple(rows) for n, rows in made.maker.tables.items()}, tuple(made.maker.persons))
    return Ground(world, made.maker, made.rows)
