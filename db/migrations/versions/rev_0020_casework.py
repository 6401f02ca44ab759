"""What was changed by whom, the outbox of events, and the clock of a report.

The record of changes is append-only, as the disclosure log is (revision 0009).

Revises: 0019
"""

from alembic import op

from db.migrations.rebuild import add_column, drop_column
from db.migrations.words import add_index, key, make_table, moment, text, whole

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WORDS = "the record of changes is append-only"


def upgrade() -> None:
    for name in ("received_at", "dispatched_at"):
        add_column("report", moment(name, null=True), before="child_id", sqlite="NULL", postgresql="NULL")
    make_table(
        "change", key(), moment("recorded_at"), whole("actor_id", null=True), whole("organisation_id", null=True),
        text("role", null=True), text("subject"), text("mutation"), text("basis"), text("entity"), whole("row_id"),
        whole("child_id", null=True), text("before", null=True),
    )  # fmt: skip
    add_index("change", "entity", "row_id", "id")
    add_index("change", "child_id", "id")
    make_table(
        "outbox", key(), moment("recorded_at"), text("event"), text("entity"), whole("row_id"), whole("child_id", null=True),
        whole("district_id", null=True), whole("town_id", null=True), whole("village_id", null=True), text("organisations"),
    )  # fmt: skip
    add_index("outbox", "recorded_at")
    _append_only()


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER change_{verb.lower()} BEFORE {verb} ON change BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER change_changed BEFORE UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION change_append_only()"
    )
    op.execute(
        "CREATE TRIGGER change_emptied BEFORE TRUNCATE ON change FOR EACH STATEMENT EXECUTE FUNCTION change_append_only()"
    )


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("change")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION change_append_only()")
    for name in ("dispatched_at", "received_at"):
        drop_column("report", name)
