"""Table of ORGANISATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.organisation import ORGANISATION

TABLE = build(
    ORGANISATION,
    listed_by(),
    listed_by("unit_id"),
    listed_by("kind"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
