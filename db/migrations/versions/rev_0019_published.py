"""Published statistics: the register of what was published, cells of further tables, and that neither is ever changed.

The number of cases beside a response time goes: it was a total of other tables. Yearly totals of funds are published by kind;
those on file were made up with the demo data and go too.

Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

from core.ids import new_public_id
from db.migrations.rebuild import add_column, add_text, drop_column
from db.migrations.words import add_index, add_unique, day, key, make_table, text, whole

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = (
    "published_figure",
    "published_table",
)


FROZEN = {
    "published_table": (None, None),
    "published_figure": ("{row}.table_name", "{row}.period"),
    "published_count": ("'CHILDREN_BY_TOWN'", "{row}.period"),
    "response_time": ("'RESPONSE_TIMES'", "{row}.period"),
    "funds_total": ("'FUNDS_BY_KIND'", "CAST({row}.year AS TEXT)"),
}
"""Table -> the name and the period under which the register has its row."""
WORDS = "a published table is never changed"


def upgrade() -> None:
    _published_figure()
    _published_table()
    drop_column("response_time", "count")
    op.execute("DELETE FROM funds_total")
    for column in ("district_id", "organisation_id"):
        op.drop_index(f"ix_funds_total_{column}_year_source", "funds_total")
    add_text("funds_total", "kind", before="decisions")
    for column in ("district_id", "organisation_id"):
        add_index("funds_total", column, "-year", "source", "kind", "id")
    add_unique("funds_total", "year", "organisation_id", "source", "kind")
    _enter("published_count", "CHILDREN_BY_TOWN")
    _enter("response_time", "RESPONSE_TIMES")
    freeze = _freeze_sqlite if op.get_bind().dialect.name == "sqlite" else _freeze_postgresql
    freeze()


def downgrade() -> None:
    _thaw()
    op.drop_index("uq_funds_total_year_organisation_id_source_kind", "funds_total")
    for column in ("district_id", "organisation_id"):
        op.drop_index(f"ix_funds_total_{column}_year_source_kind", "funds_total")
    drop_column("funds_total", "kind")
    for column in ("district_id", "organisation_id"):
        add_index("funds_total", column, "-year", "source", "id")
    add_column("response_time", whole("count", null=True), before="median_minutes", sqlite="NULL", postgresql="NULL")
    for table in reversed(TABLES):
        op.drop_table(table)


def _enter(table: str, name: str) -> None:
    """Puts into the register what is on file of `table`, as published on the last day of its month, by the numbers of then."""
    cells = sa.table(table, sa.column("period"), sa.column("district_id"))
    of = (cells.c.period, cells.c.district_id)
    for period, district, count in op.get_bind().execute(sa.select(*of, sa.func.count()).group_by(*of)).fetchall():
        op.execute(
            sa.text(
                "INSERT INTO published_table (public_id, name, period, published_on, cells, minimum, base, district_id) "
                f"VALUES (:id, :name, :period, {_DAY[op.get_bind().dialect.name]}, :cells, 10, 5, :district)"  # noqa: S608
            ).bindparams(id=new_public_id("pbt"), name=name, period=period, day=f"{period}-28", cells=count, district=district)
        )


_DAY = {"sqlite": ":day", "postgresql": "CAST(CAST(:day AS TEXT) AS DATE)"}


def _freeze_sqlite() -> None:
    for table, (name, period) in FROZEN.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        if name and period:
            op.execute(
                f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {_entered(name, period)} "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )


def _entered(name: str, period: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM published_table t WHERE t.name = {name.format(row='NEW')} "  # noqa: S608 - own names
        f"AND t.period = {period.format(row='NEW')} AND t.district_id = NEW.district_id)"
    )


def _freeze_postgresql() -> None:
    refuse = f"RAISE EXCEPTION '{WORDS}';"
    op.execute(f"CREATE FUNCTION published_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$")
    for table, (name, period) in FROZEN.items():
        op.execute(
            f"CREATE TRIGGER {table}_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION published_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION published_append_only()"
        )
        if name and period:
            op.execute(
                f"CREATE FUNCTION {table}_not_published() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {_entered(name, period)} THEN {refuse} END IF; RETURN NEW; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_added BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_not_published()"
            )


def _thaw() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in FROZEN:
            for verb in ("update", "delete", "insert"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}")
        return
    for table, (name, _) in FROZEN.items():
        for event in ("changed", "emptied"):
            op.execute(f"DROP TRIGGER {table}_{event} ON {table}")
        if name:
            op.execute(f"DROP TRIGGER {table}_added ON {table}")
            op.execute(f"DROP FUNCTION {table}_not_published()")
    op.execute("DROP FUNCTION published_append_only()")


def _published_figure() -> None:
    make_table(
        "published_figure",
        key(), text("public_id"), text("table_name"), text("period"), text("line"), text("line_name"), text("item"),
        text("item_name"), whole("count", null=True), whole("district_id"),
    )
    add_index("published_figure", "district_id", "-period", "line", "item", "id")
    add_unique("published_figure", "public_id")
    add_unique("published_figure", "table_name", "period", "district_id", "line", "item")


def _published_table() -> None:
    make_table(
        "published_table",
        key(), text("public_id"), text("name"), text("period"), day("published_on"), whole("cells"), whole("minimum"),
        whole("base"), whole("district_id"),
    )
    add_index("published_table", "district_id", "-period", "name", "id")
    add_unique("published_table", "name", "period", "district_id")
    add_unique("published_table", "public_id")
