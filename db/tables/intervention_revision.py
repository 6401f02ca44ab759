"""Table of InterventionRevision: what the members of an intervention held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("InterventionRevision")
