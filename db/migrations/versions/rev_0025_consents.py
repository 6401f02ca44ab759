"""Consents of guardians to referrals.

Revises: 0024
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, key, make_table, moment, text, whole

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table(
        "consent",
        key(), text("public_id"), text("purpose"), text("status"), moment("given_at"), day("signed_on", null=True),
        moment("withdrawn_at", null=True), whole("child_id", references="child"), whole("guardian_id", references="guardian"),
        whole("recorded_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )  # fmt: skip
    add_unique("consent", "public_id")
    for column in ("child_id", "guardian_id", "town_id", "village_id"):
        add_index("consent", column, "-given_at", "id")


def downgrade() -> None:
    op.drop_table("consent")
