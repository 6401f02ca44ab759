"""What schools and kindergartens keep beside enrolment and attendance (二(四)).

Revises: 0011
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
