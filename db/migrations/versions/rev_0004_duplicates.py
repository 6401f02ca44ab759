"""The same person twice: identity numbers no longer collide in the database; the lead unit has tasks instead.

A unique index would tell whoever registers a person that the number is on file elsewhere.

Revises: 0003
"""

from alembic import op

from db.migrations.words import add_index, key, make_table, moment, text, whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("child", "guardian"):
        op.drop_index(f"uq_{table}_identity_number", table)
        add_index(table, "identity_number")
    make_table(
        "lead_task",
        key(),
        text("kind"), whole("row_id"), whole("other_id", null=True), moment("opened_at"), moment("closed_at", null=True),
    )
    add_index("lead_task", "closed_at", "opened_at")


def downgrade() -> None:
    op.drop_table("lead_task")
    for table in ("child", "guardian"):
        op.drop_index(f"ix_{table}_identity_number", table)
        add_index(table, "identity_number", unique=True)
