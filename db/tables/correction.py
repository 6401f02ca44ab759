"""Table of CORRECTION with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.correction import CORRECTION

TABLE = build(
    CORRECTION,
    listed_by("asked_organisation_id"),
    listed_by("asked_guardian_id"),
    listed_by("holder_organisation_id"),
    index("child_id"),
    references={
        "child_id": "child",
        "asked_organisation_id": "organisation",
        "asked_person_id": "person",
        "asked_guardian_id": "guardian",
        "holder_organisation_id": "organisation",
        "decided_by_person_id": "person",
        "confirmed_by_person_id": "person",
    },
)
