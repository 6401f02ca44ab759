"""A tie or a day of attendance that the writer cannot see no longer collides with what is written; the lead unit is told.

A unique index would tell a town that a tie is on file elsewhere, and a school that another has recorded the day.

Revises: 0004
"""

from alembic import op

from db.migrations.words import add_index

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("uq_guardianship_child_id_guardian_id", "guardianship")
    add_index("guardianship", "child_id", "guardian_id")
    op.drop_index("uq_attendance_day_child_id_date", "attendance_day")
    add_index("attendance_day", "child_id", "date", "school_id", unique=True)


def downgrade() -> None:
    op.drop_index("uq_attendance_day_child_id_date_school_id", "attendance_day")
    add_index("attendance_day", "child_id", "date", unique=True)
    op.drop_index("ix_guardianship_child_id_guardian_id", "guardianship")
    add_index("guardianship", "child_id", "guardian_id", unique=True)
