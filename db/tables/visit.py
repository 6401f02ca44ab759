"""Table of VISIT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.visit import VISIT

TABLE = build(
    VISIT,
    listed_by("child_id"),
    listed_by("household_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
