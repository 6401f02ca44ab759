"""Referrals open to an organisation for a purpose, found in the index alone: asked in nearly every statement of who receives them.

Revises: 0029
"""

from alembic import op

from db.migrations.words import add_index

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

COLUMNS = ("to_organisation_id", "purpose", "status", "ends_at", "child_id")


def upgrade() -> None:
    add_index("referral", *COLUMNS)
    op.drop_index("ix_referral_to_organisation_id_child_id", "referral")


def downgrade() -> None:
    add_index("referral", "to_organisation_id", "child_id")
    op.drop_index(f"ix_referral_{'_'.join(COLUMNS)}", "referral")
