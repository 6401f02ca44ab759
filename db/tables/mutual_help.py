"""Table of MUTUAL_HELP with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.programmes import MUTUAL_HELP

TABLE = build(
    MUTUAL_HELP,
    listed_by("organisation_id"),
)
