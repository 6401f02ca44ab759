"""Table of EDUCATION_SUBSIDY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school_care import EDUCATION_SUBSIDY

TABLE = build(
    EDUCATION_SUBSIDY,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
)
