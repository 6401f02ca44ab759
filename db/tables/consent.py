"""Table of CONSENT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.consent import CONSENT

TABLE = build(
    CONSENT,
    listed_by("child_id"),
    listed_by("guardian_id"),
    listed_by("town_id"),
    listed_by("village_id"),
    references={"recorded_by_person_id": "person"},
)
