"""Table of CHILD with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.child import CHILD

TABLE = build(
    CHILD,
    listed_by("district_id"),
    listed_by("town_id"),
    # The left-behind of a town, of a district: listed and counted all day, over all children on file.
    listed_by("district_id", "category"),
    listed_by("town_id", "category"),
    listed_by("village_id"),
    listed_by("school_id"),
    listed_by("school_district_id"),
    # Of a district, those of school age who go to no school: their guardians are found from here.
    index("school_id", "district_id", "birth_date"),
    listed_by("household_id"),
    listed_by("identity_number"),
)
