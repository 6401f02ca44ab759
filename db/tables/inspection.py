"""Table of INSPECTION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import INSPECTION

TABLE = build(
    INSPECTION,
    listed_by("organisation_id"),
    listed_by("district_id"),
)
