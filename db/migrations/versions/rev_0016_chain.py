"""The emergency chain beside reports and petitions: response, assessment, sanctions, rulings (四(一) to 四(四)).

Revises: 0015
"""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
