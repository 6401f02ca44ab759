"""Table of EMERGENCY_ACCESS with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.access import EMERGENCY_ACCESS

TABLE = build(
    EMERGENCY_ACCESS,
    listed_by("child_id"),
    listed_by("person_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    index("child_id", "person_id"),
    index("person_id", "child_id"),
    references={"person_id": "person", "reviewed_by_person_id": "person"},
)
