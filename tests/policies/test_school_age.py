"""Compulsory school age: the attributes of the caller that bound it, and the numbers of the policies behind them."""

from __future__ import annotations

from datetime import date

import pytest

from authz.build import Policies
from authz.caller import SCHOOL_AGE, dates_of
from core.clock import years_before


@pytest.mark.parametrize(
    ("today", "years", "last"),
    [
        (date(2026, 3, 2), 6, date(2020, 3, 2)),
        (date(2028, 2, 29), 6, date(2022, 2, 28)),
        (date(2028, 2, 29), 16, date(2012, 2, 29)),
        (date(2027, 2, 28), 3, date(2024, 2, 28)),
    ],
)
def test_the_last_birth_date_of_an_age(today: date, years: int, last: date) -> None:
    assert years_before(today, years) == last


def test_a_child_is_of_school_age_from_its_sixth_birthday_to_the_day_before_its_sixteenth() -> None:
    known = dates_of(date(2026, 3, 2))
    after, by = known["born_for_school_after"], known["born_for_school_by"]
    born = (date(2020, 3, 3), date(2020, 3, 2), date(2010, 3, 3), date(2010, 3, 2))
    assert [after < b <= by for b in born] == [False, True, True, False]


def test_the_numbers_stand_in_the_policies(policies: Policies) -> None:
    numbers = policies.declared.numbers
    assert (numbers["school_age_from"].value, numbers["school_age_until"].value) == SCHOOL_AGE
    assert numbers["school_age_until"].assumed
