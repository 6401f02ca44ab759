"""Table of AGREEMENT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.agreement import AGREEMENT

TABLE = build(
    AGREEMENT,
    listed_by("child_id"),
    listed_by("carer_id"),
    listed_by("parent_id"),
    listed_by("other_parent_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    references={"arranged_by_person_id": "person", "supervised_by_person_id": "person"},
)
