"""Table of COUNSELLOR with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.campus import COUNSELLOR

TABLE = build(
    COUNSELLOR,
    listed_by("school_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    references={"organisation_id": "organisation"},
)
