"""Table of SERVICE_SESSION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.purchased_services import SERVICE_SESSION

TABLE = build(
    SERVICE_SESSION,
    listed_by("child_id"),
    listed_by("contract_id"),
    listed_by("provider_organisation_id"),
    references={"provider_organisation_id": "organisation"},
)
