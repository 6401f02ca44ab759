"""SQLite's disclosure log moves to a file of its own. PostgreSQL keeps it where it is.

Revises: 0007
"""

from alembic import op

from db.migrations import log_file

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("disclosure_event", "disclosure_subject")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        log_file.move_out(op.get_bind(), TABLES)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        log_file.take_back(op.get_bind(), TABLES)
