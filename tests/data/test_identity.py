"""Identity numbers and telephones: what is accepted, and that each refusal names its reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from core.errors import TonghuError, Words
from schema.identity import (
    PROVINCES,
    birth_date_of,
    check_character,
    check_identity_number,
    check_telephone,
    sex_of,
)

TODAY = date(2026, 11, 24)
GIVEN = "11010519491231002X"
"""The example that the standard itself gives."""

_BORN = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    division = draw(st.sampled_from(sorted(PROVINCES))) + f"{draw(st.integers(0, 9999)):04d}"
    digits = f"{division}{draw(_BORN):%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return digits + check_character(digits)


def refusal(text: str) -> str:
    with pytest.raises(TonghuError) as caught:
        check_identity_number(text, today=TODAY)
    assert caught.value.code == "IDENTITY_NUMBER_INVALID"
    reason = caught.value.params["reason"]
    assert isinstance(reason, Words)
    assert reason.zh in caught.value.message("zh")
    return reason.en


@given(numbers())
def test_every_number_that_follows_the_standard_is_accepted(number: str) -> None:
    check_identity_number(number, today=TODAY)
    assert ric.calc_check_digit(number) == number[-1]
    assert f"{birth_date_of(number):%Y%m%d}" == number[6:14]
    assert sex_of(number) == ("MALE" if number[16] in "13579" else "FEMALE")


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789"))
def test_every_wrong_digit_is_noticed(number: str, at: int, digit: str) -> None:
    if number[at] == digit:
        return
    refusal(number[:at] + digit + number[at + 1 :])


@given(numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_noticed(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if swapped != number:
        refusal(swapped)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    try:
        check_identity_number(text, today=TODAY)
    except TonghuError as error:
        assert error.message("zh") and error.message("en")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "18 characters, not 0"),
        (GIVEN[:-1], "18 characters, not 17"),
        (GIVEN + "0", "18 characters, not 19"),
        ("1" * 19, "18 characters, not 19"),
        ("110105194912310021", "check character does not fit"),
        (GIVEN[:-1] + "x", "upper-case X"),
        ("１" + GIVEN[1:], "full-width"),
        (GIVEN[:-1] + "Ｘ", "full-width"),
        (GIVEN[:5] + "٥" + GIVEN[6:], "full-width"),
        (GIVEN[:3] + "a" + GIVEN[4:], "character 4"),
        (GIVEN[:3] + "\x00" + GIVEN[4:], "U+0000"),
        ("990105194912310029", "no province"),
        ("110105194913310025", "no date 19491331"),
        ("110105202302290021", "no date 20230229"),
        ("110105202611250021", "in the future"),
        ("110105189912310029", "before 1900"),
    ],
)
def test_the_reason_is_named(text: str, reason: str) -> None:
    assert reason in refusal(text)


def test_somebody_born_today_is_accepted() -> None:
    digits = f"500112{TODAY:%Y%m%d}001"
    check_identity_number(digits + check_character(digits), today=TODAY)


@pytest.mark.parametrize("text", ["13812345678", "02367801234", "023-67801234", "0871-1234567", "12338", "4001234567"])
def test_telephones_that_are_accepted(text: str) -> None:
    check_telephone(text)


@pytest.mark.parametrize(
    "text", ["", "1381234567", "12812345678", "１3812345678", "138 1234 5678", "13812345678\n", "x"]
)
def test_telephones_that_are_refused(text: str) -> None:
    with pytest.raises(TonghuError, match="TELEPHONE_INVALID"):
        check_telephone(text)
