"""Table of COORDINATION_MEETING with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import COORDINATION_MEETING

TABLE = build(
    COORDINATION_MEETING,
    listed_by("district_id"),
)
