"""Table of SCHOOL with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.school import SCHOOL

TABLE = build(
    SCHOOL,
    listed_by(),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
