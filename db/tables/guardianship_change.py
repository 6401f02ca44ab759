"""Table of GUARDIANSHIP_CHANGE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_guardianship import GUARDIANSHIP_CHANGE

TABLE = build(
    GUARDIANSHIP_CHANGE,
    listed_by("child_id"),
    listed_by("petition_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    references={"from_guardian_id": "guardian", "to_guardian_id": "guardian"},
)
