"""Table of HOTLINE_CASE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.pairings import HOTLINE_CASE

TABLE = build(
    HOTLINE_CASE,
    listed_by("child_id"),
    listed_by("organisation_id"),
    index("child_id", "organisation_id"),
    index("organisation_id", "child_id"),
)
