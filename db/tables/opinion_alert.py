"""Table of OPINION_ALERT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.opinion import OPINION_ALERT

TABLE = build(
    OPINION_ALERT,
    listed_by("organisation_id"),
    listed_by("assigned_organisation_id"),
)
