"""Table of GUARDIAN with the indexes that its lists and row rules need."""

from db.tables.base import index, listed_by
from db.tables.build import build
from schema.guardian import GUARDIAN

TABLE = build(
    GUARDIAN,
    listed_by(),
    index("identity_number"),
    index("telephone"),
)
