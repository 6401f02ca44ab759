"""Table of FINDING with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.visit import FINDING

TABLE = build(
    FINDING,
    listed_by("child_id"),
    listed_by("visit_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
