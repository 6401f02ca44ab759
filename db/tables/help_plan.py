"""Table of HELP_PLAN with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_help import HELP_PLAN

TABLE = build(
    HELP_PLAN,
    listed_by("child_id"),
    listed_by("assessment_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    references={"prepared_by_person_id": "person"},
)
