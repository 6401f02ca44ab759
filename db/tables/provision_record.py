"""Table of PROVISION_RECORD with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.provision import PROVISION_RECORD

TABLE = build(
    PROVISION_RECORD,
    listed_by("school_id"),
    listed_by("school_district_id"),
)
