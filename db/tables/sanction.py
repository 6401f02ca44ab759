"""Table of SANCTION with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_guardianship import SANCTION

TABLE = build(
    SANCTION,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("district_id"),
    index("guardian_id"),
    references={"decided_by_person_id": "person"},
)
