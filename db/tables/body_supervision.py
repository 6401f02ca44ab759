"""Table of BODY_SUPERVISION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.care import BODY_SUPERVISION

TABLE = build(
    BODY_SUPERVISION,
    listed_by("care_body_id"),
    listed_by("district_id"),
)
