"""Table of ASSESSMENT with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_help import ASSESSMENT

TABLE = build(
    ASSESSMENT,
    listed_by("child_id"),
    listed_by("report_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    index("organisation_id"),
    references={"prepared_by_person_id": "person", "signed_by_person_id": "person"},
)
