"""Table of TOWN_NOTICE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_response import TOWN_NOTICE

TABLE = build(
    TOWN_NOTICE,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    index("town_organisation_id"),
    references={"noticed_by_person_id": "person", "acknowledged_by_person_id": "person"},
)
