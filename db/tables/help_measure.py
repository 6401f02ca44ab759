"""Table of HELP_MEASURE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_help import HELP_MEASURE

TABLE = build(
    HELP_MEASURE,
    listed_by("child_id"),
    listed_by("plan_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    index("organisation_id"),
    index("intervention_id"),
)
