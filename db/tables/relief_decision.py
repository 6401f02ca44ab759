"""Table of RELIEF_DECISION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.funds import RELIEF_DECISION

TABLE = build(
    RELIEF_DECISION,
    listed_by("organisation_id"),
    listed_by("organisation_id", "household_number"),
)
