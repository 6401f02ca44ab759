"""Table of AGREEMENT_SUPERVISION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.agreement import AGREEMENT_SUPERVISION

TABLE = build(
    AGREEMENT_SUPERVISION,
    listed_by("agreement_id"),
    listed_by("child_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    references={"supervised_by_person_id": "person"},
)
