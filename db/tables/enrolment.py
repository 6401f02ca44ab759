"""Table of ENROLMENT with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.school import ENROLMENT

TABLE = build(
    ENROLMENT,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
    listed_by("district_id"),
    index("student_number"),
)
