"""Tables of the service itself, which no grant names and GraphQL never shows.

Keys of people and organisations stand here without foreign keys where rows are written on every request.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Identity, SmallInteger, Table

from db.tables.base import add_indexes, index, metadata, unique
from db.tables.types import Day, Moment, bytewise_text, whole_number

PERSON = Table(
    "person",
    metadata,
    Column("id", whole_number(), Identity(always=False), primary_key=True, autoincrement=True),
    Column("public_id", bytewise_text(), nullable=False),
    Column("name", bytewise_text(), nullable=False),
    Column("organisation_id", whole_number(), ForeignKey("organisation.id"), nullable=False),
    Column("role", bytewise_text(), nullable=False),
    Column("suspended_at_ms", whole_number()),
    sqlite_autoincrement=True,
)
"""People who act; `role` is a value of `authz.caller.Role`; `suspended_at_ms`: ms since 1970, null = active."""
add_indexes(PERSON, (unique("public_id"), index("organisation_id", "role", "id")))

REVOKED_TOKEN = Table(
    "revoked_token",
    metadata,
    Column("jti", bytewise_text(), primary_key=True),
    Column("expires_at", Moment(), nullable=False),
    sqlite_with_rowid=False,
)
"""Tokens refused before their time; a row may go once its token has expired."""
add_indexes(REVOKED_TOKEN, (index("expires_at"),))

IDEMPOTENCY = Table(
    "idempotency",
    metadata,
    Column("person_id", whole_number(), primary_key=True, autoincrement=False),
    Column("organisation_id", whole_number(), primary_key=True, autoincrement=False),
    Column("mutation", bytewise_text(), primary_key=True),
    Column("key", bytewise_text(), primary_key=True),
    Column("input_hash", bytewise_text(), nullable=False),
    Column("entity", bytewise_text(), nullable=False),
    Column("row_id", whole_number(), nullable=False),
    Column("recorded_at", Moment(), nullable=False),
    sqlite_with_rowid=False,
)
"""What a key of (person, organisation, mutation) did. Person and organisation are 0 for a caller without a token."""
add_indexes(IDEMPOTENCY, (index("recorded_at"),))

PLAN_DESCRIPTOR = Table(
    "plan_descriptor",
    metadata,
    Column("hash", bytewise_text(), primary_key=True),
    Column("policy_version", bytewise_text(), nullable=False),
    Column("body", bytewise_text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Stored once per plan: JSON of the field groups, doors and legal bases that its door flags stand for."""

DISCLOSURE_EVENT = Table(
    "disclosure_event",
    metadata,
    Column("id", whole_number(), primary_key=True, autoincrement=False),
    Column("recorded_at", Moment(), primary_key=True),
    Column("person_id", whole_number()),
    Column("organisation_id", whole_number()),
    Column("role", bytewise_text()),
    Column("purpose", bytewise_text()),
    Column("subject", bytewise_text(), nullable=False),
    Column("operation_hash", bytewise_text(), nullable=False),
    Column("policy_version", bytewise_text(), nullable=False),
    Column("descriptor_hash", bytewise_text(), nullable=False),
    Column("kind", bytewise_text(), nullable=False),
    Column("rows_disclosed", whole_number(), nullable=False),
    Column("operands", bytewise_text()),
    postgresql_partition_by="RANGE (recorded_at)",
    sqlite_with_rowid=False,
)
"""One answer that left: who, as what, by which plan. `id` grows with time; `kind` is `read` or `mutation`;
`operands` are keyed hashes of values that were matched exactly. `person_id` is the key of a person, or of a guardian where
`subject` acts for himself. Person, organisation and role are null for `public`."""

DISCLOSURE_SUBJECT = Table(
    "disclosure_subject",
    metadata,
    Column("event_id", whole_number(), nullable=False),
    Column("recorded_at", Moment(), nullable=False),
    Column("subject_kind", SmallInteger(), nullable=False),
    Column("subject_key", whole_number(), nullable=False),
    Column("slot", SmallInteger(), nullable=False),
    Column("flags", whole_number(), nullable=False),
    postgresql_partition_by="RANGE (recorded_at)",
)
"""One person concerned by an event: `subject_kind` from `audit.kinds`, `slot` the node of the plan,
`flags` the doors by which it was disclosed: doors are asked in the order of the policies until one gives all that
the plan shows of the row, so a flag not set says "not needed" or "shut". Written on every read, so it has one index and no key."""
add_indexes(DISCLOSURE_SUBJECT, (index("subject_kind", "subject_key", "recorded_at"),))

LOG = (DISCLOSURE_EVENT, DISCLOSURE_SUBJECT)
"""The disclosure log. PostgreSQL keeps it in a partition per month of `recorded_at` (UTC), SQLite in a file of its own."""

REFUSAL = Table(
    "refusal",
    metadata,
    Column("day", Day(), primary_key=True),
    Column("person_id", whole_number(), primary_key=True, autoincrement=False),
    Column("organisation_id", whole_number(), primary_key=True, autoincrement=False),
    Column("code", bytewise_text(), primary_key=True),
    Column("operation_hash", bytewise_text(), primary_key=True),
    Column("times", whole_number(), nullable=False),
    Column("first_at", Moment(), nullable=False),
    Column("last_at", Moment(), nullable=False),
    sqlite_with_rowid=False,
)
"""Refusals of authenticated callers, repeats of a day in one row."""

EXACT_MATCH_QUOTA = Table(
    "exact_match_quota",
    metadata,
    Column("person_id", whole_number(), primary_key=True, autoincrement=False),
    Column("organisation_id", whole_number(), primary_key=True, autoincrement=False),
    Column("day", Day(), primary_key=True),
    Column("used", whole_number(), nullable=False),
    sqlite_with_rowid=False,
)
"""How many exact matches of identity numbers, telephones and addresses a person has made on a day of work."""

CHANGE = Table(
    "change",
    metadata,
    Column("id", whole_number(), Identity(always=False), primary_key=True, autoincrement=True),
    Column("recorded_at", Moment(), nullable=False),
    Column("actor_id", whole_number()),
    Column("organisation_id", whole_number()),
    Column("role", bytewise_text()),
    Column("subject", bytewise_text(), nullable=False),
    Column("mutation", bytewise_text(), nullable=False),
    Column("basis", bytewise_text(), nullable=False),
    Column("entity", bytewise_text(), nullable=False),
    Column("row_id", whole_number(), nullable=False),
    Column("child_id", whole_number()),
    Column("before", bytewise_text()),
    sqlite_autoincrement=True,
)
"""Each row that a mutation put down or changed: who, when, by which mutation, under which clause. Append-only.

`actor_id`: key of a person, or of a guardian where `subject` acts for himself, null for `public`; `before`: JSON of what the
columns that changed held, null where the row was put down; `child_id`: whom the row concerns, null where no child on file."""
add_indexes(CHANGE, (index("entity", "row_id", "id"), index("child_id", "id")))

OUTBOX = Table(
    "outbox",
    metadata,
    Column("id", whole_number(), Identity(always=False), primary_key=True, autoincrement=True),
    Column("recorded_at", Moment(), nullable=False),
    Column("event", bytewise_text(), nullable=False),
    Column("entity", bytewise_text(), nullable=False),
    Column("row_id", whole_number(), nullable=False),
    Column("child_id", whole_number()),
    Column("district_id", whole_number()),
    Column("town_id", whole_number()),
    Column("village_id", whole_number()),
    Column("organisations", bytewise_text(), nullable=False),
    sqlite_autoincrement=True,
)
"""One event a mutation that wrote, in its transaction, for feeds yet to read: `event` is the mutation's name, the row that of its
payload, `organisations` a JSON array of the keys of those addressed, ascending. No value of any field."""
add_indexes(OUTBOX, (index("recorded_at"),))

ARCHIVED = Table(
    "archived",
    metadata,
    Column("id", whole_number(), Identity(always=False), primary_key=True, autoincrement=True),
    Column("child_id", whole_number(), nullable=False),
    Column("entity", bytewise_text(), nullable=False),
    Column("row_id", whole_number()),
    Column("kind", bytewise_text(), nullable=False),
    Column("body", bytewise_text(), nullable=False),
    Column("archived_at", Moment(), nullable=False),
    Column("erase_on", Day(), nullable=False),
    sqlite_autoincrement=True,
)
"""What was taken out of the tables at the end of a child's record: a JSON array of rows of one entity by column name. `kind`:
`rows` that are gone from there, or `links`, columns that rows which stay had before (`id` and the columns). `row_id` stands where
the one row is of the child's family, which another child's record may need back."""
add_indexes(ARCHIVED, (index("child_id"), index("entity", "row_id"), index("erase_on", "id")))

ARCHIVING = Table(
    "archiving",
    metadata,
    Column("child_id", whole_number(), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Children whose rows the open transaction takes out: while one stands here, append-only tables let a row go. Never committed."""

WORK_CALENDAR = Table(
    "work_calendar",
    metadata,
    Column("date", Day(), primary_key=True),
    Column("workdays", whole_number(), nullable=False),
    sqlite_with_rowid=False,
)
"""`workdays`: how many workdays there were up to and with the date, from the first day on file."""
add_indexes(WORK_CALENDAR, (index("workdays", "date"),))

SERVICE_TABLES = (
    PERSON, REVOKED_TOKEN, IDEMPOTENCY, PLAN_DESCRIPTOR, DISCLOSURE_EVENT, DISCLOSURE_SUBJECT, REFUSAL,
    EXACT_MATCH_QUOTA, CHANGE, OUTBOX, ARCHIVED, ARCHIVING, WORK_CALENDAR,
)  # fmt: skip
