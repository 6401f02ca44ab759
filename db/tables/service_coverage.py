"""Table of SERVICE_COVERAGE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by, unique
from db.tables.build import build
from schema.purchased_services import SERVICE_COVERAGE

TABLE = build(
    SERVICE_COVERAGE,
    listed_by("child_id"),
    listed_by("contract_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    unique("contract_id", "child_id"),
)
