"""Table of ASSISTANCE_INCLUSION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.funds import ASSISTANCE_INCLUSION

TABLE = build(
    ASSISTANCE_INCLUSION,
    listed_by("child_id"),
    listed_by("household_id"),
    listed_by("district_id"),
)
