"""Table of PetitionRevision: what the members of a petition held before they changed."""

from db.tables.build import build_revisions

TABLE = build_revisions("PetitionRevision")
