"""Table of UNIT_PLAN with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import UNIT_PLAN

TABLE = build(
    UNIT_PLAN,
    listed_by("organisation_id"),
    listed_by("district_id"),
)
