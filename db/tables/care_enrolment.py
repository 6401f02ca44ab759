"""Table of CARE_ENROLMENT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.care import CARE_ENROLMENT

TABLE = build(
    CARE_ENROLMENT,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("organisation_id", "status"),
    references={"organisation_id": "organisation"},
)
