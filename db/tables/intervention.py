"""Table of INTERVENTION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.casework import INTERVENTION

TABLE = build(
    INTERVENTION,
    listed_by("child_id"),
    listed_by("report_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
