"""Table of SUPERVISION_OPINION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.justice import SUPERVISION_OPINION

TABLE = build(
    SUPERVISION_OPINION,
    listed_by("organisation_id"),
    listed_by("addressee_organisation_id"),
    references={"organisation_id": "organisation"},
)
