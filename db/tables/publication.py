"""Table of PUBLICATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.opinion import PUBLICATION

TABLE = build(
    PUBLICATION,
    listed_by("organisation_id"),
)
