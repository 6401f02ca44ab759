"""Table of ACTIVITY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.programmes import ACTIVITY

TABLE = build(
    ACTIVITY,
    listed_by("organisation_id"),
    listed_by("programme_id"),
)
