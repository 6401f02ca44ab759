"""Table of FAMILY_FILE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.filing import FAMILY_FILE

TABLE = build(
    FAMILY_FILE,
    listed_by("household_id"),
    listed_by("town_id"),
)
