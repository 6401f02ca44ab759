"""Table of STAFF_TRAINING with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.provision import STAFF_TRAINING

TABLE = build(
    STAFF_TRAINING,
    listed_by("school_id"),
    listed_by("school_district_id"),
)
