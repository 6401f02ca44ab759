"""Table of NEED_MATCH with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.programmes import NEED_MATCH

TABLE = build(
    NEED_MATCH,
    listed_by("child_id"),
    listed_by("programme_id"),
    listed_by("organisation_id"),
    listed_by("provider_organisation_id"),
)
