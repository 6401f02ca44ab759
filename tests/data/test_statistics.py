"""Published counts: no small number is shown, and none follows from what is shown and the totals of a line."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.schema_upgrade import in_transaction
from db.statistics import BASE, SMALL, Cell, protect, publish
from db.tables import TABLES
from tests.conftest import SEED

CATEGORIES = "ABCD"
TOWNS = ("500112001", "500112002", "500112003", "500113001", "500113002")
_TABLES = st.fixed_dictionaries({(t, c): st.integers(0, 60) for t in TOWNS for c in CATEGORIES})


def lines(counts: dict[Cell, int]) -> list[list[Cell]]:
    by_town = [[cell for cell in counts if cell[0] == t] for t in TOWNS]
    by_category = [
        [cell for cell in counts if cell[0][:6] == d and cell[1] == c] for d in ("500112", "500113") for c in CATEGORIES
    ]
    return by_town + by_category


@given(_TABLES)
def test_small_numbers_are_hidden_and_the_rest_is_rounded(counts: dict[Cell, int]) -> None:
    for cell, shown in protect(counts).items():
        if counts[cell] < SMALL:
            assert shown is None
        if shown is not None:
            assert shown % BASE == 0
            assert abs(shown - counts[cell]) <= BASE // 2


@given(_TABLES)
def test_a_hidden_number_does_not_follow_from_a_total(counts: dict[Cell, int]) -> None:
    published = protect(counts)
    for line in lines(counts):
        hidden = [cell for cell in line if published[cell] is None]
        if hidden and len(hidden) < len(line):
            assert len(hidden) >= 2
            assert sum(counts[cell] for cell in hidden) >= SMALL


@given(_TABLES)
def test_no_more_is_hidden_than_needed_where_all_are_big(counts: dict[Cell, int]) -> None:
    big = {cell: count + SMALL for cell, count in counts.items()}
    assert None not in protect(big).values()


def test_the_smallest_of_the_others_is_hidden_with_a_lone_small_one() -> None:
    counts = {(t, c): 50 for t in TOWNS[:3] for c in CATEGORIES}
    counts[TOWNS[0], "A"] = 4
    counts[TOWNS[0], "C"] = 20
    published = protect(counts)
    hidden = {cell for cell, shown in published.items() if shown is None}
    assert {(TOWNS[0], "A"), (TOWNS[0], "C")} <= hidden
    assert len(hidden) == 4
    assert published[TOWNS[0], "B"] == 50


def test_a_seeded_database_has_its_table(seeded: str) -> None:
    published = TABLES["PublishedCount"]
    rows = in_transaction(seeded, lambda c: list(c.execute(select(published).order_by(published.c.town_code))))
    assert len(rows) == 30 * 4
    assert {row.period for row in rows} == {f"{SEED.today:%Y-%m}"}
    assert all(len(list(group)) == 4 for _, group in groupby(rows, key=lambda row: row.town_code))


def test_a_period_is_published_once(own: str) -> None:
    with pytest.raises(ValueError, match="has been published"):
        in_transaction(own, lambda c: publish(c, f"{SEED.today:%Y-%m}"))
    assert in_transaction(own, lambda c: publish(c, "2031-01")) == 120
    published = TABLES["PublishedCount"]
    ids = in_transaction(own, lambda c: c.scalar(select(func.count(published.c.public_id.distinct()))))
    assert ids == 240
