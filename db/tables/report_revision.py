"""Table of ReportRevision: what the members of a report held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("ReportRevision")
