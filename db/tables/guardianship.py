"""Table of GUARDIANSHIP with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.guardian import GUARDIANSHIP

TABLE = build(
    GUARDIANSHIP,
    listed_by("child_id"),
    listed_by("guardian_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("town_id", "guardian_id"),
    index("village_id", "guardian_id"),
    index("child_id", "guardian_id"),
)
