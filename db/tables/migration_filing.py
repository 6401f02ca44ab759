"""Table of MIGRATION_FILING with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.filing import MIGRATION_FILING

TABLE = build(
    MIGRATION_FILING,
    listed_by("guardian_id"),
    listed_by("household_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("telephone"),
)
