"""Table of DUTY_COUNT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.duty import DUTY_COUNT

TABLE = build(
    DUTY_COUNT,
    unique("organisation_id", "code"),
    listed_by("superior_organisation_id"),
    references={"superior_organisation_id": "organisation"},
)
