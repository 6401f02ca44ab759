"""The year of birth came later than the children: rows on file get theirs, and nothing that refers to them is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, text

from db import schema_upgrade
from db.schema_upgrade import in_transaction
from db.tables import TABLES
from tests.golden.world import world

PLACED = ("Town", "Village", "Unit", "Organisation", "School", "Household", "Child", "Guardian", "Guardianship")
CHILD = TABLES["Child"]
TODAY = date(2026, 11, 24)


def _fill(connection: Connection) -> None:
    for name in PLACED:
        connection.execute(insert(TABLES[name]), list(world().tables[name]))
    connection.execute(CHILD.delete().where(CHILD.c.id == 6))


def _children(connection: Connection) -> list[Any]:
    return [tuple(row) for row in connection.execute(select(CHILD).order_by(CHILD.c.id))]


def _ties(connection: Connection) -> int | None:
    return connection.scalar(text("SELECT count(*) FROM guardianship JOIN child ON child.id = child_id"))


def _another(connection: Connection) -> int:
    values = next(v for v in world().tables["Child"] if v["id"] == 6)
    made = {k: v for k, v in values.items() if k != "id"}
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE child ALTER COLUMN id RESTART WITH 7"))
    return int(connection.execute(insert(CHILD).values(made)).inserted_primary_key[0])  # type: ignore[index]


def test_children_on_file_get_their_year_of_birth(empty_url: str) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    in_transaction(empty_url, _fill)
    before = in_transaction(empty_url, _children)
    schema_upgrade.downgrade(empty_url, "0013")
    schema_upgrade.upgrade(empty_url, today=TODAY)
    assert in_transaction(empty_url, _children) == before
    assert [row.birth_year for row in in_transaction(empty_url, lambda c: list(c.execute(select(CHILD.c.birth_year))))] == [
        2015, 2015, 2014, 2013, 2012
    ]  # fmt: skip
    assert in_transaction(empty_url, _ties) == len(world().tables["Guardianship"])


def test_a_key_of_a_child_is_not_used_again(empty_url: str) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    in_transaction(empty_url, _fill)
    schema_upgrade.downgrade(empty_url, "0013")
    schema_upgrade.upgrade(empty_url, today=TODAY)
    assert in_transaction(empty_url, _another) == 7
