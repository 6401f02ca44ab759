"""What the last review of a plan of help found, and when it was.

Revises: 0027
"""

from __future__ import annotations

from db.migrations.rebuild import add_column, drop_column
from db.migrations.words import day, text

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (day("last_reviewed_on", null=True), text("review_finding", null=True)):
        add_column("help_plan", column, before="child_id", sqlite="NULL", postgresql="NULL")


def downgrade() -> None:
    for name in ("review_finding", "last_reviewed_on"):
        drop_column("help_plan", name)
