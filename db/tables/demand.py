"""Table of DEMAND with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.filing import DEMAND

TABLE = build(
    DEMAND,
    listed_by("child_id"),
    listed_by("guardian_id"),
    listed_by("family_file_id"),
    listed_by("town_id"),
)
