"""Table of FUNDING_ALLOCATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.funds import FUNDING_ALLOCATION

TABLE = build(
    FUNDING_ALLOCATION,
    listed_by("organisation_id"),
    listed_by("recipient_organisation_id"),
)
