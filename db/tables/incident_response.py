"""Table of INCIDENT_RESPONSE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_response import INCIDENT_RESPONSE

TABLE = build(
    INCIDENT_RESPONSE,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("district_id"),
    index("guardian_id"),
    references={"officer_person_id": "person"},
)
