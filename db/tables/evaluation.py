"""Table of EVALUATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import EVALUATION

TABLE = build(
    EVALUATION,
    listed_by("organisation_id"),
    listed_by("district_id"),
)
