"""Table of OPINION_RESPONSE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.opinion import OPINION_RESPONSE

TABLE = build(
    OPINION_RESPONSE,
    listed_by("opinion_alert_id"),
    listed_by("organisation_id"),
)
