"""Table of LEGAL_TALK with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.visit import LEGAL_TALK

TABLE = build(
    LEGAL_TALK,
    listed_by("child_id"),
    listed_by("guardian_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
