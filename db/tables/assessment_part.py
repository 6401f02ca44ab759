"""Table of ASSESSMENT_PART with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_help import ASSESSMENT_PART

TABLE = build(
    ASSESSMENT_PART,
    listed_by("child_id"),
    listed_by("assessment_id"),
    listed_by("asked_organisation_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("relative_guardian_id"),
    references={"asked_by_person_id": "person", "answered_by_person_id": "person"},
)
