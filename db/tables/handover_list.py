"""Table of HANDOVER_LIST with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.handover import HANDOVER_LIST

TABLE = build(
    HANDOVER_LIST,
    listed_by("school_id"),
    listed_by("school_district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    references={"handed_over_by_person_id": "person", "acknowledged_by_person_id": "person"},
)
