"""Duties made from the records, their counts, and the calendar of workdays.

Revises: 0020
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table("work_calendar", day("date"), whole("workdays"), primary=("date",))
    add_index("work_calendar", "workdays", "date")
    _duty_count()
    _duty()


def downgrade() -> None:
    for table in ("duty", "duty_count", "work_calendar"):
        op.drop_table(table)


def _duty_count() -> None:
    make_table(
        "duty_count",
        key(), text("public_id"), text("code"), text("basis"), text("title"),
        whole("organisation_id", references="organisation"),
        whole("superior_organisation_id", references="organisation", null=True), whole("district_id"),
    )  # fmt: skip
    add_unique("duty_count", "public_id")
    add_unique("duty_count", "organisation_id", "code")
    add_index("duty_count", "superior_organisation_id", "code", "id")


def _duty() -> None:
    make_table(
        "duty",
        key(), text("public_id"), text("code"), text("basis"), text("title"), moment("started_at"), moment("due_at"),
        whole("organisation_id", references="organisation"),
        whole("superior_organisation_id", references="organisation", null=True),
        whole("guardian_id", references="guardian", null=True), whole("child_id", references="child", null=True),
        whole("district_id"), whole("duty_count_id", references="duty_count"), moment("lapses_at"), whole("source_id"),
        whole("period"), whole("barred_organisation_id", references="organisation", null=True), flag("sealed"),
    )  # fmt: skip
    add_unique("duty", "public_id")
    add_unique("duty", "code", "source_id", "period")
    for column in ("organisation_id", "superior_organisation_id", "guardian_id", "child_id", "duty_count_id"):
        add_index("duty", column, "due_at", "id")
    add_index("duty", "barred_organisation_id")
