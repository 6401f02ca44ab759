"""The given name: how it is found in a name, and that children on file before it came get theirs."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from db import schema_upgrade
from db.schema_upgrade import in_transaction
from db.seed.names import SURNAMES, full_name
from db.tables import TABLES
from schema.given_name import COMPOUND_SURNAMES, given_name
from tests.golden.world import world

PLACED = ("Town", "Village", "Unit", "Organisation", "School", "Household", "Child", "Guardian", "Guardianship")
CHILD = TABLES["Child"]
TODAY = date(2026, 11, 24)
REVISION = import_module("db.migrations.versions.rev_0015_groups")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("张三", "三"),
        ("张三丰", "三丰"),
        ("欧阳娜", "娜"),
        ("诸葛子轩", "子轩"),
        ("司马", "马"),
        ("𠮷野", "野"),
        ("李𠅤", "𠅤"),
        ("阿依古丽·买买提", "阿依古丽"),
        ("扎西•多吉", "扎西"),
        ("Maria Lopez", "Maria"),
        (" 王伟 ", "伟"),
        ("王", "王"),
        ("", ""),
    ],
)
def test_given_names(name: str, given: str) -> None:
    assert given_name(name) == given


@given(st.text(max_size=12))
def test_the_revision_says_the_same_and_something_is_left(name: str) -> None:
    assert given_name(name) == REVISION.given_name(name)
    assert bool(given_name(name)) == bool(name.strip())
    assert given_name(name) in name


def test_the_revision_knows_the_same_surnames() -> None:
    assert COMPOUND_SURNAMES == REVISION.COMPOUND_SURNAMES


def test_invented_names_lose_their_family_name() -> None:
    rng = Random(1)
    for family in SURNAMES:
        name = full_name(rng, family, "FEMALE")
        found = given_name(name)
        assert found == (name.split("·")[0] if "·" in name else name.removeprefix(family))


def _fill(connection: Connection) -> None:
    for name in PLACED:
        connection.execute(insert(TABLES[name]), list(world().tables[name]))
    connection.execute(update(CHILD).where(CHILD.c.id == 3).values(name="诸葛子轩", given_name="子轩"))


def _given(connection: Connection) -> list[tuple[int, str, str]]:
    rows = connection.execute(select(CHILD.c.id, CHILD.c.name, CHILD.c.given_name).order_by(CHILD.c.id))
    return [(key, name, given) for key, name, given in rows]


def test_children_on_file_get_their_given_name(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    in_transaction(empty_url, _fill)
    schema_upgrade.downgrade(empty_url, "0014")
    monkeypatch.setattr(REVISION, "AT_ONCE", 4)
    schema_upgrade.upgrade(empty_url, today=TODAY)
    found = in_transaction(empty_url, _given)
    assert [given for _, _, given in found] == ["阿依", "野", "子轩", "二", "三", "四"]
