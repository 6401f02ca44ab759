"""Table of CHILD with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.child import CHILD

TABLE = build(
    CHILD,
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    listed_by("school_id"),
    listed_by("household_id"),
    unique("identity_number"),
)
