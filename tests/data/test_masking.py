"""Masks keep what they may and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.catalog import Mask
from schema.masking import masked


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (Mask.IDENTITY_NUMBER, "11010519491231002X", "1****************X"),
        (Mask.NAME, "张小三", "张*三"),
        (Mask.NAME, "张三", "张*"),
        (Mask.NAME, "张", "*"),
        (Mask.NAME, "欧阳小三", "欧**三"),
        (Mask.NAME, "𬭎小𫖯", "𬭎*𫖯"),
        (Mask.TELEPHONE, "02301234567", "023****4567"),
        (Mask.TELEPHONE, "12338", "*****"),
        (Mask.TELEPHONE, None, None),
    ],
)
def test_examples(mask: Mask, value: str | None, shown: str | None) -> None:
    assert masked(mask, value) == shown


@given(st.sampled_from(Mask), st.text(min_size=1))
def test_a_mask_hides_something_and_keeps_the_length(mask: Mask, value: str) -> None:
    shown = masked(mask, value)
    assert shown is not None and len(shown) == len(value)
    kept = sum(1 for a, b in zip(shown, value, strict=True) if a == b and b != "*")
    assert kept < len(value)
    assert kept <= (7 if mask is Mask.TELEPHONE else 2)
