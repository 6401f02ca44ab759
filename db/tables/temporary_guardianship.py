"""Table of TEMPORARY_GUARDIANSHIP with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_guardianship import TEMPORARY_GUARDIANSHIP

TABLE = build(
    TEMPORARY_GUARDIANSHIP,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    index("placement_id"),
    references={"decided_by_person_id": "person", "assessed_by_person_id": "person"},
)
