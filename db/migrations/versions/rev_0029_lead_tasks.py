"""Tasks of the lead unit are records that it reads and settles: which records, in which state, with what finding.

Revises: 0028
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from db.migrations.words import add_index, add_unique, key, make_table, moment, text, whole

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OF_CHILD = {"duplicate_child": "id", "duplicate_guardianship": "child_id", "duplicate_attendance_day": "child_id",
            "duplicate_placement": "child_id", "correction": "child_id"}  # fmt: skip
"""Kind of a task -> the column of its record that holds the key of the child; a guardian's task has none."""


RECORDS = {"Child": "duplicate_child", "Guardian": "duplicate_guardian", "Guardianship": "duplicate_guardianship",
           "AttendanceDay": "duplicate_attendance_day", "Placement": "duplicate_placement", "Correction": "correction"}  # fmt: skip
UNIT = (
    "SELECT min(organisation.id) FROM organisation JOIN unit ON unit.id = unit_id "
    "WHERE organisation.kind = 'UNIT' AND district_id = :of AND code = "
)
LEAD, POLICE = UNIT + "'civil_affairs'", UNIT + "'police'"
SEALED = "SELECT id FROM placement WHERE id = :of AND sealed"
COLUMNS = ("public_id", "kind", "record", "record_id", "other_record_id", "status", "opened_at", "settled_at", "record_key",
           "other_key", "child_id", "district_id", "holder_organisation_id")  # fmt: skip


def upgrade() -> None:
    connection = op.get_bind()
    before = connection.execute(
        sa.text("SELECT kind, row_id, other_id, opened_at, closed_at FROM lead_task ORDER BY id")
    ).all()
    op.drop_table("lead_task")
    make_table(
        "lead_task",
        key(), text("public_id"), text("kind"), text("record"), text("record_id"), text("other_record_id", null=True),
        text("status"), moment("opened_at"), moment("settled_at", null=True), text("finding", null=True),
        text("settlement", null=True), whole("record_key"), whole("other_key", null=True),
        whole("child_id", references="child", null=True), whole("district_id"),
        whole("holder_organisation_id", references="organisation", null=True),
        whole("settled_by_person_id", references="person", null=True),
    )  # fmt: skip
    add_unique("lead_task", "public_id")
    add_index("lead_task", "holder_organisation_id", "-opened_at", "id")
    for column in ("child_id", "record_key", "other_key"):
        add_index("lead_task", column)
    add = sa.text(f"INSERT INTO lead_task ({', '.join(COLUMNS)}) VALUES (:{', :'.join(COLUMNS)})")  # noqa: S608 - names of our own
    for row in before:
        values = _carried(connection, *row)
        if values:
            connection.execute(add, values)


def _one(connection: Any, query: str, of: Any) -> Any:
    return connection.execute(sa.text(query), {"of": of}).scalar()


def _carried(connection: Any, kind: str, record: int, other: int | None, opened: Any, closed: Any) -> dict[str, Any] | None:
    """The row of a task. None where a record of it has gone: it could be settled by nobody."""
    table = kind.removeprefix("duplicate_")
    names = [_one(connection, f"SELECT public_id FROM {table} WHERE id = :of", k) for k in (record, other)]  # noqa: S608 - of our own
    if names[0] is None or (names[1] is None) != (other is None):
        return None
    column = OF_CHILD.get(kind)
    child = _one(connection, f"SELECT {column} FROM {table} WHERE id = :of", record) if column else None  # noqa: S608 - of our own
    where = "SELECT district_id FROM child WHERE id = :of" if column else (
        "SELECT child.district_id FROM child JOIN guardianship ON child.id = child_id WHERE guardian_id = :of ORDER BY child.id LIMIT 1"
    )  # fmt: skip
    district = _one(connection, where, child if column else record)
    if district is None and kind == "correction":
        asked = "SELECT district_id FROM organisation JOIN correction ON organisation.id = asked_organisation_id WHERE correction.id = :of"
        district = _one(connection, asked, record)
    district = district or _one(connection, "SELECT min(district_id) FROM town WHERE id > :of", 0)
    sealed = table == "placement" and any(_one(connection, SEALED, k) for k in (record, other))
    holder = POLICE if sealed else LEAD
    return {
        "public_id": f"ltk_{uuid4().hex}", "kind": "CORRECTION" if kind == "correction" else "DUPLICATE",
        "record": next(r for r, k in RECORDS.items() if k == kind), "record_id": names[0], "other_record_id": names[1],
        "status": "LAPSED" if closed else "OPEN", "opened_at": opened, "settled_at": closed, "record_key": record,
        "other_key": other, "child_id": child if kind != "correction" else None, "district_id": district,
        "holder_organisation_id": _one(connection, holder, district),
    }  # fmt: skip


def downgrade() -> None:
    connection = op.get_bind()
    after = connection.execute(
        sa.text("SELECT record, record_key, other_key, opened_at, settled_at FROM lead_task ORDER BY id")
    ).all()
    op.drop_table("lead_task")
    make_table(
        "lead_task",
        key(), text("kind"), whole("row_id"), whole("other_id", null=True), moment("opened_at"), moment("closed_at", null=True),
    )
    add_index("lead_task", "closed_at", "opened_at")
    for record, own, other, opened, closed in after:
        values = {"kind": RECORDS[record], "own": own, "other": other, "opened": opened, "closed": closed}
        connection.execute(sa.text(
            "INSERT INTO lead_task (kind, row_id, other_id, opened_at, closed_at) VALUES (:kind, :own, :other, :opened, :closed)"
        ), values)  # fmt: skip
