"""Table of HANDOVER_ENTRY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.handover import HANDOVER_ENTRY

TABLE = build(
    HANDOVER_ENTRY,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    listed_by("handover_list_id"),
)
