"""Incidents by the organisation that the respondent works for: asked wherever a referral opens a door.

Revises: 0025
"""

from alembic import op

from db.migrations.words import add_index

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_index("incident", "respondent_organisation_id")


def downgrade() -> None:
    op.drop_index("ix_incident_respondent_organisation_id", "incident")
