"""Table of SAFETY_CHECK with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.campus import SAFETY_CHECK

TABLE = build(
    SAFETY_CHECK,
    listed_by("school_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    references={"organisation_id": "organisation"},
)
