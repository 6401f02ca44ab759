"""Table of SCHOOL_CENSUS with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school_register import SCHOOL_CENSUS

TABLE = build(
    SCHOOL_CENSUS,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
)
