"""Table of DROPOUT_CASE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school_register import DROPOUT_CASE

TABLE = build(
    DROPOUT_CASE,
    listed_by("child_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
    listed_by("district_id"),
    listed_by("town_id"),
)
