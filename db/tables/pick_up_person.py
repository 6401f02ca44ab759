"""Table of PICK_UP_PERSON with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.care import PICK_UP_PERSON

TABLE = build(
    PICK_UP_PERSON,
    listed_by("child_id"),
    listed_by("enrolment_id"),
    listed_by("organisation_id"),
    references={"organisation_id": "organisation"},
)
