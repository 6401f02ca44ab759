"""The generator of demo data: equal options, equal rows. Everything about persons is made up."""

from __future__ import annotations

from db.seed.assessments import AssessmentMaker
from db.seed.campus import CampusMaker
from db.seed.casework import CaseMaker
from db.seed.chain import ChainMaker
from db.seed.consents import ConsentMaker
from db.seed.corrections import CorrectionMaker
from db.seed.crew import Maker
from db.seed.doors import DoorMaker
from db.seed.families import FamilyMaker
from db.seed.govern import GovernMaker
from db.seed.groups import GroupsMaker
from db.seed.guardianships import GuardianshipMaker
from db.seed.health import HealthMaker
from db.seed.justice import JusticeMaker
from db.seed.lead_tasks import LeadTaskMaker
from db.seed.ledger import LedgerMaker
from db.seed.options import Batches, SeedOptions
from db.seed.organisations import WorldMaker
from db.seed.record_ends import RecordEndMaker
from db.seed.revisions import RevisionMaker
from db.seed.rows import Rows
from db.seed.schooling import SchoolingMaker
from db.seed.schoolwork import SchoolworkMaker
from db.seed.services import ServicesMaker

CREW: tuple[type[Maker], ...] = (
    LedgerMaker,
    SchoolworkMaker,
    HealthMaker,
    ServicesMaker,
    GroupsMaker,
    ChainMaker,
    AssessmentMaker,
    GuardianshipMaker,
    GovernMaker,
    CampusMaker,
    JusticeMaker,
    CorrectionMaker,
    ConsentMaker,
    RecordEndMaker,
    LeadTaskMaker,
    RevisionMaker,
)
"""Makers of what is kept about a child and by organisations, in the order of their turns."""

_CHILDREN_A_BATCH = 2_000
"""With their attendance about 100,000 rows, 100 MB at most."""


def generate(options: SeedOptions) -> Batches:
    """Tables' rows in batches, each table's rows after those that they refer to; memory does not grow with children."""
    rows = Rows(options.seed)
    world = WorldMaker(options, rows).make()
    families = FamilyMaker(options, rows, world)
    schooling = SchoolingMaker(options, rows, world)
    cases, doors = CaseMaker(options, rows, world), DoorMaker(options, rows, world)
    crew = [maker(options, rows, world) for maker in CREW]
    for maker in crew:
        maker.begin()
    yield from rows.drain()
    drained = 0
    while families.made < options.children:
        for row in families.next_household():
            school = schooling.choose(row)
            child = families.complete(row, school)
            if school is not None:
                schooling.enrol(child, school)
            cases.follow(child)
            doors.follow(child)
            for maker in crew:
                maker.follow(child)
        if families.made - drained >= _CHILDREN_A_BATCH:
            drained = families.made
            yield from rows.drain()
    for maker in crew:
        maker.finish()
    yield from rows.drain()
