"""The numbers that protect published figures, from policies/numbers.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from authz.declared import Number, load_declared
from authz.sources import read_sources

FEWEST_VALUES = 3
"""Whole numbers that a published figure stands for at least, and that a suppressed one may be."""


@dataclass(frozen=True, slots=True)
class Protection:
    """Counts under `minimum` are suppressed, others rounded to a multiple of `base`, sums of money of `amount_base` yuan.

    ValueError where a figure would stand for fewer than FEWEST_VALUES counts.
    """

    minimum: int
    base: int
    amount_base: int = 1000

    def __post_init__(self) -> None:
        if self.minimum < FEWEST_VALUES or self.base < 1 or self.amount_base < 1:
            raise ValueError(f"published_minimum must be {FEWEST_VALUES} or more, the bases positive")
        for count in (self.minimum, self.minimum + self.base):
            low, high = self.range_of(self.rounded(count))
            if high - low + 1 < FEWEST_VALUES:
                raise ValueError(
                    f"published_minimum {self.minimum} with published_base {self.base}: {self.rounded(count)} would stand for "
                    f"{low} to {high} alone"
                )

    def rounded(self, count: int) -> int:
        """The nearest multiple of the base."""
        return _to_multiple(count, self.base)

    def rounded_amount(self, yuan: int) -> int:
        """The nearest multiple of the base of sums."""
        return _to_multiple(yuan, self.amount_base)

    def grade(self, count: int) -> int | None:
        """What a count is known as from here on: None under the minimum, else rounded."""
        return None if count < self.minimum else self.rounded(count)

    def range_of(self, shown: int) -> tuple[int, int]:
        """(least, greatest) count that is shown as `shown`."""
        return max(self.minimum, shown - self.base // 2), shown + (self.base - 1) // 2


def _to_multiple(value: int, base: int) -> int:
    return (value + base // 2) // base * base


def protection_of(numbers: Mapping[str, Number]) -> Protection:
    """The protection that the policies ask for. KeyError where a number is missing; ValueError as Protection."""
    return Protection(
        numbers["published_minimum"].value, numbers["published_base"].value, numbers["published_amount_base"].value
    )


def read_protection(folder: Path, today: date) -> Protection:
    """The same, from the folder of the policies. PolicyError where its closed lists have a fault."""
    return protection_of(load_declared(read_sources(folder), today).numbers)
