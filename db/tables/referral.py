"""Table of REFERRAL with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.access import REFERRAL

TABLE = build(
    REFERRAL,
    listed_by("child_id"),
    listed_by("to_organisation_id"),
    listed_by("from_organisation_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    index("child_id", "to_organisation_id"),
    index("to_organisation_id", "purpose", "status", "ends_at", "child_id"),
)
