"""Purchased services, relief and funds, work at home, bodies that care (二(三), 二(五), 四(三), 五(二)).

Before that, the year of birth of a child, for those who may know its age but not its birth date.

Revises: 0013
"""

from db.migrations.rebuild import add_whole, drop_column

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    add_whole(
        "child", "birth_year", before="identity_number",
        sqlite="CAST(substr(birth_date, 1, 4) AS INTEGER)", postgresql="EXTRACT(YEAR FROM birth_date)",
    )  # fmt: skip


def downgrade() -> None:
    drop_column("child", "birth_year")
