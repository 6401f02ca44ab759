"""Table of CORRECTION_RECORD with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.justice import CORRECTION_RECORD

TABLE = build(
    CORRECTION_RECORD,
    listed_by("child_id"),
    listed_by("organisation_id"),
    references={"organisation_id": "organisation"},
)
