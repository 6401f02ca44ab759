"""Table of VOLUNTEER with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.pairings import VOLUNTEER

TABLE = build(
    VOLUNTEER,
    listed_by("organisation_id"),
)
