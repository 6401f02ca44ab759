"""Table of WELLBEING_FINDING with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school_care import WELLBEING_FINDING

TABLE = build(
    WELLBEING_FINDING,
    listed_by("child_id"),
    listed_by("school_id"),
)
