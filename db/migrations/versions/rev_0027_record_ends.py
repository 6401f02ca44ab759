"""The end of a child's record: the archive, children and ties that a running case keeps without a place, and append-only tables that
let the rows of a record go while it is archived.

Revises: 0026
"""

from __future__ import annotations

from alembic import op

from db.migrations.rebuild import add_column, allow_missing, drop_column, forbid_missing
from db.migrations.words import add_index, add_unique, day, key, make_table, moment, text, whole

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

REVISIONS = tuple(
    f"{record}_revision"
    for record in (
        "child", "guardian", "guardianship", "report", "incident", "intervention", "petition", "assessment", "placement", "sanction",
    )
)  # fmt: skip
WORDS = {"revision": "the history of a record is append-only", "change": "the record of changes is append-only"}
OPEN = "EXISTS (SELECT 1 FROM archiving)"
FORMER = ("former_town_id", "former_village_id")


def upgrade() -> None:
    make_table(
        "record_end",
        key(), text("public_id"), text("status"), text("cause"), day("occurred_on"), moment("ended_at"), day("erase_on"),
        moment("restored_at", null=True), text("record_id"), whole("child_id"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )  # fmt: skip
    add_unique("record_end", "public_id")
    for column in ("town_id", "district_id", "child_id", "record_id"):
        add_index("record_end", column, "-ended_at", "id")
    make_table(
        "archived",
        key(), whole("child_id"), text("entity"), whole("row_id", null=True), text("kind"), text("body"), moment("archived_at"),
        day("erase_on"),
    )  # fmt: skip
    for columns in (("child_id",), ("entity", "row_id"), ("erase_on", "id")):
        add_index("archived", *columns)
    make_table("archiving", whole("child_id"), primary=("child_id",))
    for name in FORMER:
        add_column("child", whole(name, null=True), before="name_sort", sqlite="NULL", postgresql="NULL")
    for table in ("child", "guardianship"):
        for name in ("town_id", "village_id"):
            allow_missing(table, name)
    _append_only(unless=OPEN)


def downgrade() -> None:
    _append_only(unless=None)
    for name in ("town_id", "village_id"):
        op.execute(f"UPDATE child SET {name} = former_{name} WHERE {name} IS NULL")  # noqa: S608 - own names
        op.execute(
            f"UPDATE guardianship SET {name} = (SELECT {name} FROM child WHERE child.id = child_id) "  # noqa: S608 - own names
            f"WHERE {name} IS NULL"
        )
    for table in ("child", "guardianship"):
        for name in ("town_id", "village_id"):
            forbid_missing(table, name)
    for name in reversed(FORMER):
        drop_column("child", name)
    for table in ("archiving", "archived", "record_end"):
        op.drop_table(table)


def _append_only(unless: str | None) -> None:
    """Makes the guards of the append-only tables anew: rows may be deleted where the condition `unless` holds."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("change", *REVISIONS):
            words = WORDS["change" if table == "change" else "revision"]
            when = f"WHEN NOT {unless} " if unless else ""
            op.execute(f"DROP TRIGGER {table}_delete")
            op.execute(f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {when}BEGIN SELECT RAISE(ABORT, '{words}'); END")
        return
    let_go = f"IF TG_OP = 'DELETE' AND {unless} THEN RETURN OLD; END IF; " if unless else ""
    for name, words in WORDS.items():
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {let_go}RAISE EXCEPTION '{words}'; END $$"
        )
