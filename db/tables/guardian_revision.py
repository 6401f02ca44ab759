"""Table of GuardianRevision: what the members of a guardian held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("GuardianRevision")
