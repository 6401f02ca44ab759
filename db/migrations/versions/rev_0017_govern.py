"""Coordination, evaluation, campus safety and justice (二(三), 二(四), 五(一), 五(四)).

Revises: 0016
"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
