"""Table of JUVENILE_CASE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.justice import JUVENILE_CASE

TABLE = build(
    JUVENILE_CASE,
    listed_by("child_id"),
    listed_by("incident_id"),
    listed_by("organisation_id"),
    references={"organisation_id": "organisation"},
)
