"""Children listed by identity number in their default order: the exact search of the police.

Revises: 0009
"""

from alembic import op

from db.migrations.words import add_index

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_index("child", "identity_number", "name_sort", "id")
    op.drop_index("ix_child_identity_number", "child")


def downgrade() -> None:
    add_index("child", "identity_number")
    op.drop_index("ix_child_identity_number_name_sort", "child")
