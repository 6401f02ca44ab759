"""Table of DUTY with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by, unique
from db.tables.build import build
from schema.duty import DUTY

TABLE = build(
    DUTY,
    unique("code", "source_id", "period"),
    listed_by("organisation_id"),
    listed_by("superior_organisation_id"),
    listed_by("guardian_id"),
    listed_by("child_id"),
    listed_by("duty_count_id"),
    index("barred_organisation_id"),
    references={"barred_organisation_id": "organisation"},
)
