"""Table of VILLAGE_RULE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.visit import VILLAGE_RULE

TABLE = build(
    VILLAGE_RULE,
    listed_by("organisation_id"),
    listed_by("town_id"),
)
