"""Table of REPORT with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by, unique
from db.tables.build import build
from schema.casework import REPORT

TABLE = build(
    REPORT,
    listed_by("child_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    listed_by("reporter_organisation_id"),
    listed_by("reporter_person_id"),
    index("respondent_organisation_id"),
    unique("receipt_hash"),
    references={"reporter_person_id": "person", "respondent_organisation_id": "organisation"},
)
