"""Table of CARE_BODY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.care import CARE_BODY

TABLE = build(
    CARE_BODY,
    listed_by("organisation_id"),
    listed_by("district_id"),
)
