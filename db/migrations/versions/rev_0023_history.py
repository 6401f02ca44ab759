"""What the members of records held before they changed, a row each, append-only as the record of changes is.

Earlier changes stay in `change` alone, in which no member can be told from a hidden column.

Revises: 0022
"""

from alembic import op

from db.migrations.words import add_index, add_unique, key, make_table, moment, text, whole

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

RECORDS = ("child", "guardian", "guardianship", "report", "incident", "intervention", "petition", "assessment", "placement")
OF_NO_CHILD = ("guardian",)
MAYBE_OF_A_CHILD = ("report",)
WORDS = "the history of a record is append-only"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION revision_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
        )
    for record in RECORDS:
        _revisions(record)
        _append_only(f"{record}_revision")


def downgrade() -> None:
    for record in reversed(RECORDS):
        op.drop_table(f"{record}_revision")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION revision_append_only()")


def _revisions(record: str) -> None:
    own = f"{record}_id"
    child = [] if record == "child" or record in OF_NO_CHILD else [
        whole("child_id", references="child", null=record in MAYBE_OF_A_CHILD)
    ]  # fmt: skip
    make_table(
        f"{record}_revision",
        key(), text("public_id"), text("member"), text("before", null=True), moment("changed_at"), text("basis"),
        whole(own, references=record), *child, whole("organisation_id", references="organisation", null=True),
    )  # fmt: skip
    add_unique(f"{record}_revision", "public_id")
    for column in (own, *(c.name for c in child)):
        add_index(f"{record}_revision", column, "-changed_at", "id")


def _append_only(table: str) -> None:
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
