"""Table of COMMENDATION with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_duty import COMMENDATION

TABLE = build(
    COMMENDATION,
    listed_by("report_id"),
    listed_by("district_id"),
    references={"decided_by_person_id": "person"},
)
