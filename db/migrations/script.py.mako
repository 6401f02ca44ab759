"""${message}.

Revises: ${down_revision | comma,n}

Safety on PostgreSQL: expand first, contract in a later release. No rewrite of a big table, no NOT NULL without a
default, indexes of big tables CONCURRENTLY in a revision of their own. A lock that is not had in 5 s ends the upgrade.
"""

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, small, text, whole
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "raise NotImplementedError"}


def downgrade() -> None:
    ${downgrades if downgrades else "raise NotImplementedError"}
