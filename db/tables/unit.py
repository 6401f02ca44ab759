"""Table of UNIT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.organisation import UNIT

TABLE = build(
    UNIT,
    listed_by(),
    unique("code"),
)
