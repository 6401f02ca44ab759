"""Table of LEDGER_ENTRY with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.ledger import LEDGER_ENTRY

TABLE = build(
    LEDGER_ENTRY,
    listed_by("child_id"),
    listed_by("district_id"),
    listed_by("town_id"),
    listed_by("village_id"),
)
