"""Table of DUTY_FAILURE with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.chain_duty import DUTY_FAILURE

TABLE = build(
    DUTY_FAILURE,
    listed_by("organisation_id"),
    listed_by("district_id"),
    listed_by("discovered_by_organisation_id"),
    index("report_id"),
    references={
        "discovered_by_organisation_id": "organisation",
        "discovered_by_person_id": "person",
        "decided_by_person_id": "person",
    },
)
