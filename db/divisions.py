"""Divisions of GB/T 2260 and their statistical extensions: districts (6 digits), towns (9), villages (12)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "seed" / "divisions"
_YUBEI = ("500112", "渝北区")


class Region(StrEnum):
    """Which divisions: the demo district, or the whole municipality for tests of scale."""

    YUBEI = "yubei"
    CHONGQING = "chongqing"


@dataclass(frozen=True, slots=True)
class Town:
    """A town or street. Codes are text of 9 and 6 digits; keys are the same as integers."""

    code: str
    name: str
    district_code: str
    district_name: str

    @property
    def key(self) -> int:
        return int(self.code)

    @property
    def district_key(self) -> int:
        return int(self.district_code)


@dataclass(frozen=True, slots=True)
class Village:
    """A village or residents' community. A village committee (村民委员会) has a number from 200 on."""

    code: str
    name: str
    town_code: str

    @property
    def key(self) -> int:
        return int(self.code)

    @property
    def town_key(self) -> int:
        return int(self.town_code)

    @property
    def district_key(self) -> int:
        return int(self.code[:6])

    @property
    def rural(self) -> bool:
        return int(self.code[9:]) >= 200


@dataclass(frozen=True)
class Divisions:
    """The towns of a region and all their villages, each by code in order."""

    towns: tuple[Town, ...]
    villages: tuple[Village, ...]

    @property
    def districts(self) -> dict[str, str]:
        """District code -> name, in order."""
        return {t.district_code: t.district_name for t in self.towns}


@lru_cache(maxsize=2)
def load(region: Region) -> Divisions:
    """The divisions of `region` from the files beside this module; ValueError where a village has no town."""
    rows = _rows(f"{region.value}-towns.csv")
    towns = tuple(
        Town(r["code"], r["name"], r.get("district_code") or _YUBEI[0], r.get("district_name") or _YUBEI[1])
        for r in rows
    )
    villages = tuple(Village(r["code"], r["name"], r["town_code"]) for r in _rows(f"{region.value}-villages.csv"))
    codes = {t.code for t in towns}
    if lost := [v.code for v in villages if v.town_code not in codes or not v.code.startswith(v.town_code)]:
        raise ValueError(f"villages without a town: {lost[:5]}")
    return Divisions(tuple(sorted(towns, key=lambda t: t.code)), tuple(sorted(villages, key=lambda v: v.code)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
