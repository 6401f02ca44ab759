"""Corrections of records; what is noted beside a member of a record that is never overwritten; the history of sanctions.

Revises: 0023
"""

from alembic import op

from db.migrations.rebuild import add_column, drop_column
from db.migrations.versions.rev_0023_history import RECORDS, WORDS
from db.migrations.words import add_index, add_unique, key, make_table, moment, text, whole

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for record in RECORDS:
        _noted(f"{record}_revision")
    _sanctions()
    make_table(
        "correction",
        key(), text("public_id"), text("record"), text("record_id"), text("member"), text("proposed", null=True), text("reason"),
        text("status"), moment("asked_at"), text("decision", null=True), moment("decided_at", null=True),
        moment("confirmed_at", null=True), whole("record_key"), whole("child_id", references="child", null=True),
        whole("asked_organisation_id", references="organisation", null=True),
        whole("asked_person_id", references="person", null=True), whole("asked_guardian_id", references="guardian", null=True),
        whole("holder_organisation_id", references="organisation", null=True),
        whole("decided_by_person_id", references="person", null=True),
        whole("confirmed_by_person_id", references="person", null=True),
    )  # fmt: skip
    add_unique("correction", "public_id")
    for column in ("asked_organisation_id", "asked_guardian_id", "holder_organisation_id"):
        add_index("correction", column, "-asked_at", "id")
    add_index("correction", "child_id")


def downgrade() -> None:
    op.drop_table("correction")
    op.drop_table("sanction_revision")
    for record in RECORDS:
        drop_column(f"{record}_revision", "annotation")


def _noted(table: str) -> None:
    """Appended without a value on PostgreSQL, whose rows must not be changed."""
    if op.get_bind().dialect.name == "sqlite":
        add_column(table, text("annotation", null=True), before="changed_at", sqlite="NULL", postgresql="NULL")
    else:
        op.add_column(table, text("annotation", null=True))


def _sanctions() -> None:
    table = "sanction_revision"
    make_table(
        table,
        key(), text("public_id"), text("member"), text("before", null=True), text("annotation", null=True), moment("changed_at"),
        text("basis"), whole("sanction_id", references="sanction"), whole("child_id", references="child"),
        whole("organisation_id", references="organisation", null=True),
    )  # fmt: skip
    add_unique(table, "public_id")
    for column in ("sanction_id", "child_id"):
        add_index(table, column, "-changed_at", "id")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_changed BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION revision_append_only()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION revision_append_only()"
    )
