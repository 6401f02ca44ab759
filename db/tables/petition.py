"""Table of PETITION with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.casework import PETITION

TABLE = build(
    PETITION,
    listed_by("child_id"),
    listed_by("court_organisation_id"),
    listed_by("petitioner_organisation_id"),
    listed_by("petitioner_guardian_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("respondent_guardian_id"),
    index("proposed_guardian_id"),
    references={"court_organisation_id": "organisation"},
)
