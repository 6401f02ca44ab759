"""Group organisations, culture and public opinion (二(五), 五(三)).

Revises: 0014
"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
