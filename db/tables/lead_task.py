"""Table of LEAD_TASK with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.lead_task import LEAD_TASK

TABLE = build(
    LEAD_TASK,
    listed_by("holder_organisation_id"),
    index("child_id"),
    index("record_key"),
    index("other_key"),
    references={"child_id": "child", "holder_organisation_id": "organisation", "settled_by_person_id": "person"},
)
