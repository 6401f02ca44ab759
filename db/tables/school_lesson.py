"""Table of SCHOOL_LESSON with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.provision import SCHOOL_LESSON

TABLE = build(
    SCHOOL_LESSON,
    listed_by("school_id"),
    listed_by("school_district_id"),
)
