"""Table of PUBLISHED_COUNT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.statistics import PUBLISHED_COUNT

TABLE = build(
    PUBLISHED_COUNT,
    listed_by(),
    listed_by("district_id"),
    unique("period", "town_code", "category"),
)
