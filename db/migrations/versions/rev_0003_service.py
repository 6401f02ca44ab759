"""Tokens, idempotency, quotas and the disclosure log.

Revises: 0002
"""

from alembic import op

from db.migrations.words import add_index, day, make_table, moment, small, text, whole

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "revoked_token", "idempotency", "plan_descriptor", "disclosure_event", "disclosure_subject", "refusal",
    "exact_match_quota",
)


def upgrade() -> None:
    make_table(
        "revoked_token",
        text("jti"), moment("expires_at"),
        primary=("jti",),
    )
    add_index("revoked_token", "expires_at")
    make_table(
        "idempotency",
        whole("person_id"), whole("organisation_id"), text("mutation"), text("key"), text("input_hash"),
        text("entity"), whole("row_id"), moment("recorded_at"),
        primary=("person_id", "organisation_id", "mutation", "key",),
    )
    add_index("idempotency", "recorded_at")
    make_table(
        "plan_descriptor",
        text("hash"), text("policy_version"), text("body"),
        primary=("hash",),
    )
    make_table(
        "disclosure_event",
        whole("id"), moment("recorded_at"), whole("person_id", null=True), whole("organisation_id", null=True),
        text("role", null=True), text("purpose", null=True), text("subject"), text("operation_hash"),
        text("policy_version"), text("descriptor_hash"), text("kind"), whole("rows_disclosed"),
        text("operands", null=True),
        primary=("id", "recorded_at",),
        by_month="recorded_at",
    )
    make_table(
        "disclosure_subject",
        whole("event_id"), moment("recorded_at"), small("subject_kind"), whole("subject_key"), small("slot"),
        whole("flags"),
        by_month="recorded_at",
    )
    add_index("disclosure_subject", "subject_kind", "subject_key", "recorded_at")
    make_table(
        "refusal",
        day("day"), whole("person_id"), whole("organisation_id"), text("code"), text("operation_hash"),
        whole("times"), moment("first_at"), moment("last_at"),
        primary=("day", "person_id", "organisation_id", "code", "operation_hash",),
    )
    make_table(
        "exact_match_quota",
        whole("person_id"), whole("organisation_id"), day("day"), whole("used"),
        primary=("person_id", "organisation_id", "day",),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Months get partitions of their own from `db.partitions`; nothing is refused where one is missing.
        op.execute("CREATE TABLE disclosure_event_other PARTITION OF disclosure_event DEFAULT")
        op.execute("CREATE TABLE disclosure_subject_other PARTITION OF disclosure_subject DEFAULT")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
