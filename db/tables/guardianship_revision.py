"""Table of GuardianshipRevision: what the members of a guardianship held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("GuardianshipRevision")
