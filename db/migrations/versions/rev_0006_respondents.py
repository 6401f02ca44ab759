"""Reports by the organisation that the respondent works for: asked on every read of interventions.

Revises: 0005
"""

from alembic import op

from db.migrations.words import add_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_index("report", "respondent_organisation_id")


def downgrade() -> None:
    op.drop_index("ix_report_respondent_organisation_id", "report")
