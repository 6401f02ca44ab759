"""Table of CARE_NOTICE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.school_care import CARE_NOTICE

TABLE = build(
    CARE_NOTICE,
    listed_by("child_id"),
    listed_by("school_id"),
    index("guardian_id"),
)
