"""Table of NEAR_RELATIVE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.filing import NEAR_RELATIVE

TABLE = build(
    NEAR_RELATIVE,
    listed_by("child_id"),
    listed_by("filing_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("telephone"),
)
