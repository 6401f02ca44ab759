"""Table of PUBLISHED_FIGURE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.statistics import PUBLISHED_FIGURE

TABLE = build(
    PUBLISHED_FIGURE,
    listed_by("district_id"),
    unique("table_name", "period", "district_id", "line", "item"),
)
