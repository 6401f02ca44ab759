"""Table of ACCOUNTABILITY_RECORD with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import ACCOUNTABILITY_RECORD

TABLE = build(
    ACCOUNTABILITY_RECORD,
    listed_by("organisation_id"),
    listed_by("district_id"),
)
