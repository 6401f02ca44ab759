"""Table of RESPONSE_TIME with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.chain_duty import RESPONSE_TIME

TABLE = build(
    RESPONSE_TIME,
    listed_by("district_id"),
    unique("period", "organisation_id", "step"),
    references={"organisation_id": "organisation"},
)
