"""Table of REHABILITATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.health import REHABILITATION

TABLE = build(
    REHABILITATION,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    listed_by("provider_organisation_id"),
    references={"organisation_id": "organisation"},
)
