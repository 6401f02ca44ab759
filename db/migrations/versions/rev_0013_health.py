"""Health of rural children and of children with a disability (二(三), 二(五)).

Revises: 0012
"""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
