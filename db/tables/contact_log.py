"""Table of CONTACT_LOG with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.school_care import CONTACT_LOG

TABLE = build(
    CONTACT_LOG,
    listed_by("child_id"),
    listed_by("helper_organisation_id"),
    index("guardian_id"),
)
