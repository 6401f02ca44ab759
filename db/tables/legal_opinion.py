"""Table of LEGAL_OPINION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import LEGAL_OPINION

TABLE = build(
    LEGAL_OPINION,
    listed_by("organisation_id"),
    listed_by("addressee_organisation_id"),
    listed_by("district_id"),
    references={"organisation_id": "organisation"},
)
