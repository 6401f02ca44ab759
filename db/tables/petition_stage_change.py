"""Table of PETITION_STAGE_CHANGE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_guardianship import PETITION_STAGE_CHANGE

TABLE = build(
    PETITION_STAGE_CHANGE,
    listed_by("child_id"),
    listed_by("petition_id"),
    listed_by("district_id"),
    references={"changed_by_person_id": "person"},
)
