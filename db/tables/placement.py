"""Table of PLACEMENT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_response import PLACEMENT

TABLE = build(
    PLACEMENT,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("host_organisation_id"),
    listed_by("district_id"),
    listed_by("host_guardian_id"),
    references={"placed_by_person_id": "person"},
)
