"""Table of PARTICIPATION with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.programmes import PARTICIPATION

TABLE = build(
    PARTICIPATION,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("programme_id"),
    listed_by("activity_id"),
    index("child_id", "organisation_id"),
    index("organisation_id", "child_id"),
)
