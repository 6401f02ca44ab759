"""Table of UNIT_DUTY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.coordination import UNIT_DUTY

TABLE = build(
    UNIT_DUTY,
    listed_by(),
    listed_by("unit_id"),
)
