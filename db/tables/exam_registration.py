"""Table of EXAM_REGISTRATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school_register import EXAM_REGISTRATION

TABLE = build(
    EXAM_REGISTRATION,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
)
