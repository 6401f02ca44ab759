"""Purchased services, relief and funds, work at home, bodies that care (二(三), 二(五), 四(三), 五(二)).

Revises: 0013
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
