"""Table of INCIDENT with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.casework import INCIDENT

TABLE = build(
    INCIDENT,
    listed_by("child_id"),
    listed_by("report_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("respondent_organisation_id"),
    references={"respondent_organisation_id": "organisation"},
)
