"""Those who act for themselves: when a tie ends, until when a guardian is barred from it, who is suspended.

Ties on file go on for as long as nothing ends them.

Revises: 0017
"""

from db.migrations.rebuild import add_column, drop_column
from db.migrations.words import moment, whole

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NEVER, _ALWAYS = "'1970-01-01T00:00:00.000Z'", "'9999-12-30T00:00:00.000Z'"


def upgrade() -> None:
    add_column("guardianship", moment("ends_at"), before="CONSTRAINT", sqlite=_ALWAYS, postgresql=_ALWAYS)
    add_column("guardianship", moment("barred_until"), before="CONSTRAINT", sqlite=_NEVER, postgresql=_NEVER)
    add_column("guardian", whole("suspended_at_ms", null=True), before="name_sort", sqlite="NULL", postgresql="NULL")


def downgrade() -> None:
    drop_column("guardian", "suspended_at_ms")
    drop_column("guardianship", "barred_until")
    drop_column("guardianship", "ends_at")
