"""Table of IncidentRevision: what the members of an incident held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("IncidentRevision")
