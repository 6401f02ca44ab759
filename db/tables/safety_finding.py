"""Table of SAFETY_FINDING with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.campus import SAFETY_FINDING

TABLE = build(
    SAFETY_FINDING,
    listed_by("safety_check_id"),
    listed_by("school_id"),
    listed_by("district_id"),
)
