"""Table of ChildRevision: what the members of a child held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("ChildRevision")
