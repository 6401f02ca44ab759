"""Numbers that have the right form and can never be a real person's.

Identity numbers use the division codes 500900 to 500999. Chongqing's are 5001xx (districts), 5002xx (counties) and
5003xx (cities); 5009xx has never been issued. Birth date, sex and check character are those of GB 11643.

Telephone numbers are 023 (Chongqing) with eight digits of which the first is 0. No local number starts with 0, which
is the prefix of trunk calls, so none of them can be dialled. Student numbers start with province 00.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random

from schema.identity import check_character

_FIRST_DIVISION, _DIVISIONS = 500_900, 100
_PER_DIVISION = 499
"""Sequences of one parity within a division and a date: 1, 3, ... 997 or 2, 4, ... 998."""


class Numbers:
    """Hands out numbers, none twice."""

    def __init__(self) -> None:
        self._persons: dict[tuple[date, str], int] = defaultdict(int)
        self._students = 0

    def identity(self, born: date, sex: str) -> str:
        """An identity number of 18 characters."""
        n = self._persons[born, sex]
        self._persons[born, sex] = n + 1
        division, within = divmod(n, _PER_DIVISION)
        if division >= _DIVISIONS:
            raise OverflowError(f"more than {_DIVISIONS * _PER_DIVISION} persons born on {born}")
        sequence = 2 * within + (1 if sex == "MALE" else 2)
        digits = f"{_FIRST_DIVISION + division}{born:%Y%m%d}{sequence:03d}"
        return digits + check_character(digits)

    def student(self) -> str:
        """A student number, `G` and 18 digits."""
        self._students += 1
        return f"G00{self._students:016d}"


def telephone(rng: Random) -> str:
    """A telephone number of 11 digits."""
    return f"0230{rng.randrange(10_000_000):07d}"
