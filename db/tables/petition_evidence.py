"""Table of PETITION_EVIDENCE with the indexes that its lists and row rules need."""

from db.tables.base import listed_by
from db.tables.build import build
from schema.chain_guardianship import PETITION_EVIDENCE

TABLE = build(
    PETITION_EVIDENCE,
    listed_by("child_id"),
    listed_by("petition_id"),
    references={"submitted_by_person_id": "person"},
)
