"""Table of GROUP_PAIRING with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.pairings import GROUP_PAIRING

TABLE = build(
    GROUP_PAIRING,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("volunteer_id"),
    listed_by("veteran_id"),
    index("child_id", "organisation_id"),
    index("organisation_id", "child_id"),
)
