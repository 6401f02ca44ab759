"""Table of ATTENDANCE_DAY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.school import ATTENDANCE_DAY

TABLE = build(
    ATTENDANCE_DAY,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
    unique("child_id", "date", "school_id"),
)
