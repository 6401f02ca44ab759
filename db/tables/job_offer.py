"""Table of JOB_OFFER with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.work_at_home import JOB_OFFER

TABLE = build(
    JOB_OFFER,
    listed_by("district_id"),
    listed_by("town_id"),
    references={"organisation_id": "organisation"},
)
