"""Rows of the disclosure log are neither changed nor deleted, by whichever role.

PostgreSQL's months leave by dropping their partition, which is no statement of the service.

Revises: 0008
"""

from contextlib import closing

from alembic import op

from db.migrations.log_file import log_of

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("disclosure_event", "disclosure_subject")
WORDS = "the disclosure log is append-only"


def _on_log(statements: list[str]) -> None:
    with closing(log_of(op.get_bind())) as log:
        for statement in statements:
            log.execute(statement)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_log([
            f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            for table in TABLES for verb in ("UPDATE", "DELETE")
        ])  # fmt: skip
        return
    op.execute(
        "CREATE FUNCTION disclosure_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION disclosure_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION disclosure_append_only()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_log([f"DROP TRIGGER IF EXISTS {table}_{verb}" for table in TABLES for verb in ("update", "delete")])
        return
    for table in TABLES:
        op.execute(f"DROP TRIGGER {table}_changed ON {table}")
        op.execute(f"DROP TRIGGER {table}_emptied ON {table}")
    op.execute("DROP FUNCTION disclosure_append_only()")
