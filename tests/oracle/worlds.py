"""Random small worlds: tens of rows an entity, shared divisions, every state of a referral or emergency, odd cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from authz.caller import NOBODY, Caller, Role
from db.seed.units import UNITS as SEEDED_UNITS
from db.tables import TABLES, metadata
from schema.catalog import Entity
from schema.entities import CATALOG
from schema.enums import UNIT_KIND
from tests.oracle.pools import DISTRICTS, MOMENTS, NOW, value_for
from tests.oracle.world import Values, World, columns_of, references


def hidden_references() -> dict[tuple[str, str], str]:
    """Columns that refer to a row and that no relation of the catalog names: what is referred to, `person` included."""
    names = {table.name: name for name, table in TABLES.items()} | {"person": "person"}
    out: dict[tuple[str, str], str] = {}
    for entity in CATALOG:
        for column in TABLES[entity.name].columns:
            for key in column.foreign_keys:
                if column.name != "id" and column.name not in references(entity):
                    out[entity.name, column.name] = names[key.target_fullname.split(".")[0]]
    return out


HIDDEN_REFERENCES = hidden_references()

FIRST = ("Unit", "Town", "Village", "Organisation", "School")
"""Made by hand, before all others."""

COUNTS = {
    "Household": 8, "Child": 18, "Guardian": 14, "Guardianship": 26, "Enrolment": 16, "AttendanceDay": 24, "Report": 16,
    "Incident": 14, "Intervention": 22, "Petition": 10, "Referral": 24, "EmergencyAccess": 10, "PublishedCount": 8,
    "ChildRevision": 16, "GuardianRevision": 8, "GuardianshipRevision": 10, "ReportRevision": 10, "InterventionRevision": 12,
}  # fmt: skip
"""Rows of the entities that every world has."""
SOME = 8
"""Rows of each further entity that a world has."""
DRAWN = 14
"""Further entities, drawn anew for each world, with all that they cannot be without."""

_FILLED = {_TABLE.name: name for name, _TABLE in TABLES.items()}
ORDER = tuple(_FILLED[t.name] for t in metadata.sorted_tables if t.name in _FILLED and _FILLED[t.name] not in FIRST)
"""Entities in an order in which each comes after those that it refers to."""


def _unique_columns(entity: Entity) -> tuple[tuple[str, ...], ...]:
    table = TABLES[entity.name]
    found = (tuple(c.name for c in index.columns) for index in table.indexes if index.unique)
    return tuple(sorted(columns for columns in found if columns != ("public_id",)))


UNIQUE = {e.name: columns for e in CATALOG if (columns := _unique_columns(e))}
"""What the database keeps unique beside keys and ids; null collides with nothing."""

UNITS = tuple(unit.code for unit in SEEDED_UNITS)
CORE = ("police", "court", "civil_affairs", "development", "education")
"""Units that every world has; of the others a few."""
OTHER_GROUND = tuple(kind for kind in UNIT_KIND.values if kind not in ("UNIT", "SCHOOL", "VILLAGE", "TOWN"))
GROUND = ("SCHOOL", "SCHOOL", "SCHOOL", "VILLAGE", "VILLAGE", "VILLAGE", "TOWN", "TOWN", "KINDERGARTEN")
DIVISIONS = ("district_id", "town_id", "village_id")
FORMER = ("former_town_id", "former_village_id")
"""Of a child whose record has ended: where it was before it had no town."""


@dataclass(frozen=True)
class Cast:
    """Who acts in a world, and on what: the units and the kinds on the ground that have organisations, and the entities
    beside those of COUNTS that have rows. Not every world has every one."""

    units: tuple[str, ...]
    ground: tuple[str, ...]
    entities: frozenset[str]

    @classmethod
    def draw(cls, rng: Random, subject: str | None = None) -> Cast:
        """A cast in which `subject`, where given, has organisations."""
        units, ground = rng.sample([code for code in UNITS if code not in CORE], 5), rng.sample(OTHER_GROUND, 4)
        if subject in UNITS and subject not in CORE:
            units = list(dict.fromkeys([*units, subject]))
        if subject is not None and subject.upper() in OTHER_GROUND:
            ground = list(dict.fromkeys([*ground, subject.upper()]))
        return cls((*CORE, *units), (*GROUND, *ground), _drawn(rng))


def _drawn(rng: Random) -> frozenset[str]:
    """Some of the entities that not every world has, and those without which they cannot be."""
    rest = [name for name in ORDER if name not in COUNTS]
    out = set(rng.sample(rest, min(DRAWN, len(rest))))
    for name in reversed(ORDER):
        if name in out:
            out |= {t for t in needed(CATALOG[name]) if t in rest}
    return frozenset(out)


class WorldMaker:
    """Makes one world from one source of chance."""

    def __init__(self, rng: Random, scale: float = 1.0, cast: Cast | None = None) -> None:
        self.rng = rng
        self.cast = cast or Cast.draw(rng)
        self.scale = scale
        self.tables: dict[str, list[Values]] = {e.name: [] for e in CATALOG}
        self.persons: list[Values] = []
        self.next_key = rng.randrange(1, 50)

    def key(self) -> int:
        self.next_key += self.rng.randrange(1, 4)
        return self.next_key

    def public_id(self, prefix: str) -> str:
        return f"{prefix}_{self.rng.getrandbits(128):032x}"

    def reference(self, entity: Entity, column: str) -> int | None:
        """The key of some row that `column` may refer to."""
        target = HIDDEN_REFERENCES.get((entity.name, column)) or references(entity)[column]
        nullable = columns_of(entity)[column][1]
        rows = self.persons if target == "person" else self.tables[target]
        if nullable and (not rows or self.rng.random() < 0.25):
            return None
        return int(self.rng.choice(rows)["id"])

    def row(self, entity: Entity, **given: Any) -> Values:
        """A random row; columns not given are drawn. Residence is that of the child, mostly."""
        out: Values = {"id": self.key(), "public_id": self.public_id(entity.prefix)} | given
        refers = {*references(entity), *(c for e, c in HIDDEN_REFERENCES if e == entity.name)} - set(DIVISIONS)
        for column in columns_of(entity):
            if column not in out and column not in DIVISIONS + FORMER:
                out[column] = (
                    self.reference(entity, column) if column in refers else value_for(entity, column, self.rng)
                )
        return out | {k: v for k, v in self.residence(entity, out).items() if k not in given}

    def residence(self, entity: Entity, row: Values) -> Values:
        wanted = [c for c in DIVISIONS if c in columns_of(entity)]
        village = self.village() if self.tables["Village"] else {}
        where: Values = {"district_id": village.get("district_id", self.rng.choice(DISTRICTS))}
        where |= {"town_id": village.get("town_id"), "village_id": village.get("id")}
        former: Values = {}
        child = next((c for c in self.tables["Child"] if c["id"] == row.get("child_id")), None)
        if child is not None and self.rng.random() < 0.85:
            where = {c: child[c] if child[c] is not None or columns_of(entity)[c][1] else child[f"former_{c}"] for c in wanted}
        elif self.rng.random() < 0.15 and columns_of(entity).get("town_id", (None, False))[1]:
            former = where
            where = where | {"town_id": None, "village_id": None}
        before = {f: former.get(f.removeprefix("former_")) for f in FORMER if f in columns_of(entity)}
        return {c: where[c] for c in wanted} | before

    def add(self, entity: Entity, **given: Any) -> Values | None:
        """Adds a random row where what it cannot be without is there and no unique column objects."""
        if any(not self.tables[target] for target in needed(entity) if target in self.tables):
            return None
        made = self.row(entity, **given)
        if clashes(entity, made, self.tables[entity.name]):
            return None
        self.tables[entity.name].append(made)
        return made

    def divisions(self) -> None:
        for district in DISTRICTS:
            for town in range(1, 3 if district == DISTRICTS[0] else 2):
                code = district * 1000 + town
                self.add(CATALOG["Town"], id=code, code=str(code), district_code=str(district), district_id=district)
                for village in range(1, 3):
                    whole = code * 1000 + village
                    self.add(CATALOG["Village"], id=whole, code=str(whole), town_id=code, district_id=district)

    def organisations(self) -> None:
        for code in self.cast.units:
            unit = self.add(CATALOG["Unit"], code=code)
            for _ in range(1 if code in ("development", "education") else 2):
                self.add(CATALOG["Organisation"], kind="UNIT", unit_id=unit and unit["id"])
        for kind in self.cast.ground:
            made = self.add(CATALOG["Organisation"], kind=kind, unit_id=None)
            if made and kind in ("SCHOOL", "KINDERGARTEN"):
                self.add(CATALOG["School"], id=made["id"])
            if made and kind in ("VILLAGE", "TOWN"):
                # Sometimes the same place has two organisations, and some organisation stands nowhere.
                made |= self.place()
        for organisation in self.tables["Organisation"]:
            organisation["suspended_at_ms"] = None
            for role in ("reader", "officer"):
                self.persons.append(
                    {"id": self.key(), "public_id": self.public_id("prs"), "name": "某人", "role": role,
                     "organisation_id": organisation["id"], "suspended_at_ms": None}
                )  # fmt: skip

    def village(self) -> Values:
        """A village, mostly one of the first two, so that many rows live in the same place."""
        rows = self.tables["Village"]
        return self.rng.choice(rows[:2] if self.rng.random() < 0.6 else rows)

    def place(self) -> Values:
        village = self.village()
        return {"district_id": village["district_id"], "town_id": village["town_id"], "village_id": village["id"]}

    def make(self) -> World:
        self.divisions()
        self.organisations()
        for name in (name for name in ORDER if name in COUNTS or name in self.cast.entities):
            for _ in range(max(1, round(COUNTS.get(name, SOME) * self.scale))):
                self.add(CATALOG[name], **self.special(name))
        return World({n: tuple(rows) for n, rows in self.tables.items()}, tuple(self.persons))

    def special(self, name: str) -> Values:
        """What makes the interesting cases frequent."""
        rng = self.rng
        if name == "Referral" and rng.random() < 0.8:
            purpose = rng.choice(PURPOSES_REFERRED)
            to = self.organisation_of(*HOLDERS[purpose])
            given = {"to_organisation_id": to["id"], "purpose": purpose}
            return given if rng.random() < 0.2 else given | {"status": "ACCEPTED", "ends_at": rng.choice(MOMENTS)}
        if name == "EmergencyAccess" and rng.random() < 0.85:
            own = self.organisation_of("police", "hospital", "civil_affairs")["id"]
            person = rng.choice([p for p in self.persons if p["organisation_id"] == own] or self.persons)
            when = {"opened_at": rng.choice(MOMENTS[:4]), "ends_at": rng.choice(MOMENTS)}
            return when | {"person_id": person["id"], "organisation_id": own, "purpose": "rescue"}
        if name == "Intervention" and rng.random() < 0.4:
            return {"kind": "SHELTER"}
        if name == "Petition":
            return {"court_organisation_id": self.organisation_of("court")["id"]}
        record = CATALOG[name].revises
        if record is not None and rng.random() < 0.9:
            return {"member": rng.choice([f.name for f in CATALOG[record].fields])}
        if name in KEEPERS and rng.random() < 0.8:
            return {"organisation_id": self.organisation_of(*KEEPERS[name])["id"]}
        if name in ASKED and rng.random() < 0.8:
            column, subjects = ASKED[name]
            return {column: self.organisation_of(*subjects)["id"]}
        return {}

    def organisation_of(self, *subjects: str) -> Values:
        """An organisation that is one of `subjects`: by kind on the ground, else by unit; any where there is none."""
        units = {u["id"]: u["code"] for u in self.tables["Unit"]}
        rows = self.tables["Organisation"]
        return self.rng.choice([o for o in rows if (units.get(o["unit_id"]) or o["kind"].lower()) in subjects] or rows)


PURPOSES_REFERRED = ("schooling", "guardianship_guidance", "safety", "family_relations", "social_work")
HOLDERS = {
    "schooling": ("school",),
    "guardianship_guidance": ("village", "town", "civil_affairs", "social_work_body"),
    "family_relations": ("social_work_body",),
    "social_work": ("social_work_body",),
    "safety": ("school", "village", "town", "hospital", "social_work_body", "police", "civil_affairs"),
}
"""Organisations that referrals of a purpose mostly go to; which ones may use them is the policies' business."""

GROUPS = ("trade_union", "youth_league", "womens_federation", "next_generation")
KEEPERS = {
    "Programme": GROUPS, "Participation": GROUPS, "Volunteer": GROUPS, "NeedMatch": ("womens_federation",),
    "Activity": (*GROUPS, "culture", "charity_or_volunteer_body"), "GroupPairing": (*GROUPS, "charity_or_volunteer_body"),
    "HotlineCase": ("youth_league", "womens_federation"), "Veteran": ("next_generation",), "MutualHelp": ("trade_union",),
    "OpinionAlert": ("cyberspace",),
}  # fmt: skip
"""Organisations that mostly keep records of an entity."""

HOSTS = ("village", "rescue_station", "welfare_home", "temporary_shelter")
ASKED = {
    "AssessmentPart": ("asked_organisation_id", ("village", "school", "hospital", "social_work_body")),
    "InjuryAssessment": ("hospital_organisation_id", ("hospital",)),
    "Placement": ("host_organisation_id", HOSTS),
    "WarningLetter": ("copied_organisation_id", ("village",)),
    "ProtectionOrder": ("court_organisation_id", ("court",)),
    "DutyFailure": ("discovered_by_organisation_id", ("police",)),
}
"""Column and organisations: whom a record of the emergency chain is mostly addressed to."""


def needed(entity: Entity) -> set[str]:
    """Entities that a row of `entity` cannot be without."""
    targets = references(entity) | {c: t for (e, c), t in HIDDEN_REFERENCES.items() if e == entity.name}
    return {target for column, target in targets.items() if not columns_of(entity)[column][1]}


def clashes(entity: Entity, row: Values, others: list[Values]) -> bool:
    """A unique index would refuse `row` beside `others`."""
    for columns in (("id",), ("public_id",), *UNIQUE.get(entity.name, ())):
        wanted = tuple(row[c] for c in columns)
        if None not in wanted and any(tuple(o[c] for c in columns) == wanted for o in others):
            return True
    return False


def make_world(rng: Random, scale: float = 1.0, cast: Cast | None = None) -> World:
    """A random world; worlds of one cast have callers who share a view."""
    return WorldMaker(rng, scale, cast).make()


def make_caller(world: World, person: Values, purpose: str | None) -> Caller:
    """The caller that `person` is, acting for the person's organisation."""
    organisation = world.by_key["Organisation"][person["organisation_id"]]
    unit = world.by_key["Unit"].get(organisation["unit_id"] or -1)
    on_the_ground = organisation["kind"] != "UNIT"
    subject = organisation["kind"].lower() if on_the_ground else str(unit["code"] if unit else "")
    return Caller(
        subject=subject, role=Role(person["role"]), purpose=purpose, person_id=person["id"],
        person_public_id=person["public_id"], organisation_id=organisation.key,
        organisation_public_id=organisation.public_id, organisation_name=organisation["name"],
        unit=unit["code"] if unit else None, kind=organisation["kind"], district_id=organisation["district_id"],
        town_id=organisation["town_id"], village_id=organisation["village_id"], token_id="test",
    )  # fmt: skip


NOBODYS_NUMBER = "500112201901019995"
SUBJECTS = (*UNITS, *(kind.lower() for kind in UNIT_KIND.values if kind != "UNIT"))
"""Every subject that acts for an organisation."""


def random_caller(world: World, rng: Random) -> Caller:
    """Some person of the world as a caller, with a purpose or without; rarely nobody, with a receipt or without."""
    if rng.random() < 0.1:
        receipts = [r["receipt_hash"] for r in world.rows["Report"]]
        return replace(NOBODY, receipt_hash=rng.choice((None, "0" * 64, *receipts)))
    purpose = rng.choice((*PURPOSES_REFERRED, "rescue")) if rng.random() < 0.25 else None
    callers = [make_caller(world, p, purpose) for p in world.persons]
    if world.rows["Guardian"] and rng.random() < 0.12:
        return _person(world, rng.choice(PERSONS), rng)
    subject = rng.choice(sorted({c.subject for c in callers}))
    made = rng.choice([c for c in callers if c.subject == subject])
    return replace(made, sought_identity_number=rng.choice(_numbers(world))) if rng.random() < 0.3 else made


PERSONS = ("guardian", "entrusted_guardian", "near_relative")


def _person(world: World, subject: str, rng: Random) -> Caller:
    """Somebody on file who acts for himself."""
    row = rng.choice(world.rows["Guardian"])
    return Caller(subject=subject, person_public_id=row.public_id, guardian_id=row.key, token_id="test")


def _numbers(world: World) -> list[str]:
    """Identity numbers that may be looked for: those of children on file, and one that nobody has."""
    return [NOBODYS_NUMBER, *(r["identity_number"] for r in world.rows["Child"] if r["identity_number"])]


def colleagues(world: World, caller: Caller, rng: Random, most: int) -> list[Caller]:
    """Others of the world whose view is that of `caller`, in random order: they differ in where they stand, or in what
    receipt they hold."""
    if caller.is_public:
        receipts: list[str | None] = [None, "0" * 64, *(r["receipt_hash"] for r in world.rows["Report"])]
        found = [replace(NOBODY, receipt_hash=r) for r in dict.fromkeys(receipts)]
    elif caller.subject in PERSONS:
        found = [_person(world, caller.subject, rng) for _ in range(most)]
    else:
        found = [make_caller(world, p, caller.purpose) for p in world.persons if p["role"] == caller.role]
        found += [replace(c, sought_identity_number=rng.choice(_numbers(world))) for c in found]
    others = [c for c in found if c.subject == caller.subject and c != caller]
    return rng.sample(others, min(most, len(others)))


__all__ = ["NOW", "SUBJECTS", "Cast", "World", "clashes", "colleagues", "make_caller", "make_world", "random_caller"]
