"""Table of DORMITORY_DUTY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.provision import DORMITORY_DUTY

TABLE = build(
    DORMITORY_DUTY,
    listed_by("school_id"),
    listed_by("school_district_id"),
)
