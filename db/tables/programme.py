"""Table of PROGRAMME with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.programmes import PROGRAMME

TABLE = build(
    PROGRAMME,
    listed_by("organisation_id"),
    listed_by("lead_organisation_id"),
)
