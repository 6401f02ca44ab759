"""Table of SERVICE_CONTRACT with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.purchased_services import SERVICE_CONTRACT

TABLE = build(
    SERVICE_CONTRACT,
    listed_by("buyer_organisation_id"),
    listed_by("provider_organisation_id"),
    listed_by("district_id"),
)
