"""Table of PlacementRevision: what the members of a placement held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("PlacementRevision")
