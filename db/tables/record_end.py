"""Table of RECORD_END with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.record_end import RECORD_END

TABLE = build(RECORD_END, listed_by("town_id"), listed_by("district_id"), listed_by("child_id"), listed_by("record_id"))
