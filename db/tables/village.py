"""Table of VILLAGE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.division import VILLAGE

TABLE = build(
    VILLAGE,
    listed_by(),
    listed_by("town_id"),
    listed_by("district_id"),
    unique("code"),
)
