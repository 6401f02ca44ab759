"""Table of AssessmentRevision: what the members of an assessment held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("AssessmentRevision")
