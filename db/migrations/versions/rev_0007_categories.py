"""Children of one category in a town or district, listed and counted without reading the others.

Revises: 0006
"""

from alembic import op

from db.migrations.words import add_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DIVISIONS = ("district_id", "town_id")


def upgrade() -> None:
    for division in DIVISIONS:
        add_index("child", division, "category", "name_sort", "id")


def downgrade() -> None:
    for division in DIVISIONS:
        op.drop_index(f"ix_child_{division}_category_name_sort", "child")
