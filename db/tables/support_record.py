"""Table of SUPPORT_RECORD with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.funds import SUPPORT_RECORD

TABLE = build(
    SUPPORT_RECORD,
    listed_by("household_id"),
    listed_by("organisation_id"),
    references={"organisation_id": "organisation"},
)
