"""Table of WARNING_LETTER with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_guardianship import WARNING_LETTER

TABLE = build(
    WARNING_LETTER,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("copied_organisation_id"),
    listed_by("district_id"),
    index("guardian_id"),
    references={"issued_by_person_id": "person", "visited_by_person_id": "person"},
)
