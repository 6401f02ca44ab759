"""Those who act for themselves: when a tie ends, until when a guardian is barred from it, who is suspended.

A petition of a near relative names him.

Ties on file go on for as long as nothing ends them.

Revises: 0017
"""

from alembic import op

from db.migrations.rebuild import add_column, add_reference, drop_column, drop_reference
from db.migrations.words import add_index, moment, whole

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NEVER, _ALWAYS = "'1970-01-01T00:00:00.000Z'", "'9999-12-30T00:00:00.000Z'"


def upgrade() -> None:
    add_column("guardianship", moment("ends_at"), before="CONSTRAINT", sqlite=_ALWAYS, postgresql=_ALWAYS)
    add_column("guardianship", moment("barred_until"), before="CONSTRAINT", sqlite=_NEVER, postgresql=_NEVER)
    add_reference("petition", "petitioner_guardian_id", "guardian", before="respondent_guardian_id")
    add_index("petition", "petitioner_guardian_id", "-filed_on", "id")
    add_column("guardian", whole("suspended_at_ms", null=True), before="name_sort", sqlite="NULL", postgresql="NULL")


def downgrade() -> None:
    drop_column("guardian", "suspended_at_ms")
    op.drop_index("ix_petition_petitioner_guardian_id_filed_on", "petition")
    drop_reference("petition", "petitioner_guardian_id")
    drop_column("guardianship", "barred_until")
    drop_column("guardianship", "ends_at")
