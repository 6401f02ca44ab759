"""Table of FUNDS_TOTAL with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.funds import FUNDS_TOTAL

TABLE = build(
    FUNDS_TOTAL,
    listed_by("district_id"),
    listed_by("organisation_id"),
    unique("year", "organisation_id", "source", "kind"),
)
