"""Table of ASSISTANCE_REQUEST with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_response import ASSISTANCE_REQUEST

TABLE = build(
    ASSISTANCE_REQUEST,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("asked_organisation_id"),
    listed_by("district_id"),
    index("asking_organisation_id"),
    references={"asked_by_person_id": "person", "answered_by_person_id": "person"},
)
