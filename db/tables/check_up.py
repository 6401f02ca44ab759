"""Table of CHECK_UP with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.health import CHECK_UP

TABLE = build(
    CHECK_UP,
    listed_by("child_id"),
    listed_by("organisation_id"),
    listed_by("district_id"),
)
