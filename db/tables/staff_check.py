"""Table of STAFF_CHECK with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.care import STAFF_CHECK

TABLE = build(
    STAFF_CHECK,
    listed_by("care_body_id"),
    listed_by("district_id"),
)
