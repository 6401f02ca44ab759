"""An emergency access has a status, which its review ends with a verdict; a petition says since when duty is refused.

Revises: 0021
"""

from alembic import op

from db.migrations.rebuild import add_column, add_reference, drop_column, drop_reference
from db.migrations.words import add_index, day, moment, text

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WAS_SQLITE = "CASE WHEN revoked = 1 THEN 'REVOKED' ELSE 'OPENED' END"
WAS_POSTGRESQL = "CASE WHEN revoked THEN 'REVOKED' ELSE 'OPENED' END"


def upgrade() -> None:
    add_column("emergency_access", text("status"), before="child_id", sqlite=WAS_SQLITE, postgresql=WAS_POSTGRESQL)
    add_column("emergency_access", moment("reviewed_at", null=True), before="child_id", sqlite="NULL", postgresql="NULL")
    add_reference("emergency_access", "reviewed_by_person_id", "person", before="organisation_id")
    add_column("petition", day("refused_since", null=True), before="filed_on", sqlite="NULL", postgresql="NULL")
    add_index("protection_order", "applicant_organisation_id", "-applied_at", "id")


def downgrade() -> None:
    op.drop_index("ix_protection_order_applicant_organisation_id_applied_at", "protection_order")
    drop_column("petition", "refused_since")
    drop_reference("emergency_access", "reviewed_by_person_id")
    drop_column("emergency_access", "reviewed_at")
    drop_column("emergency_access", "status")
