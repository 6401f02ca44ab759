"""Table of EMPLOYMENT_SUPPORT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.work_at_home import EMPLOYMENT_SUPPORT

TABLE = build(
    EMPLOYMENT_SUPPORT,
    listed_by("guardian_id"),
    listed_by("offer_id"),
    listed_by("organisation_id"),
    references={"organisation_id": "organisation"},
)
