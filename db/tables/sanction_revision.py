"""Table of SanctionRevision: what the members of a sanction held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("SanctionRevision")
