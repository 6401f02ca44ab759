"""Table of PUBLISHED_TABLE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.statistics import PUBLISHED_TABLE

TABLE = build(
    PUBLISHED_TABLE,
    listed_by("district_id"),
    unique("name", "period", "district_id"),
)
