"""Table of PROTECTION_ORDER with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_guardianship import PROTECTION_ORDER

TABLE = build(
    PROTECTION_ORDER,
    listed_by("child_id"),
    listed_by("court_organisation_id"),
    listed_by("applicant_organisation_id"),
    index("guardian_id"),
    index("petition_id"),
    references={
        "court_organisation_id": "organisation",
        "applicant_organisation_id": "organisation",
        "decided_by_person_id": "person",
    },
)
