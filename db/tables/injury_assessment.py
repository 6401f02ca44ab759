"""Table of INJURY_ASSESSMENT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_response import INJURY_ASSESSMENT

TABLE = build(
    INJURY_ASSESSMENT,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("hospital_organisation_id"),
    listed_by("district_id"),
    references={"assessed_by_person_id": "person"},
)
