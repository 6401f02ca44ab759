"""The information ledger, visits, filings and agreements: M1 to M4 of the plan's second part (二(一), 二(二), 五(二)).

Revises: 0010
"""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
