"""The world of the stories: the organisations of `tests/scenarios/world.yaml`, and for each story a child and family of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from schema.identity import check_character
from tests.scenarios.world import Stage, stage_of

_GIVEN = Path(__file__).parents[1] / "scenarios" / "world.yaml"
_KEPT = ("places", "Town", "Village", "Unit", "Organisation", "School", "persons")
BORN = date(2015, 9, 1)
FAMILY: dict[str, dict[str, Any]] = {
    "father": {"relationship": "FATHER", "custody": True, "away": True},
    "mother": {"relationship": "MOTHER", "custody": True, "away": True},
    "grandmother": {"relationship": "GRANDPARENT", "present_carer": True},
    "aunt": {"relationship": "OTHER_RELATIVE"},
}
"""Who is tied to each child: parents who work away, the grandmother with whom it lives, an aunt."""
SECONDS = ("police", "civil_affairs", "luoqi_town")
"""Organisations with a second officer, for what takes two persons."""


def identity_number(sequence: int, born: date = BORN) -> str:
    """A valid number of nobody: sequences below 400 are not issued to the stories' neighbours; an odd one is male."""
    first = f"500112{born:%Y%m%d}{sequence:03d}"
    return first + check_character(first)


def stage(stories: Iterable[str]) -> Stage:
    """The world with a child named after each story, who lives in Xinmiao, goes to the school of Luoqi and has a family."""
    whole = yaml.safe_load(_GIVEN.read_text(encoding="utf-8"))
    given: dict[str, Any] = {name: whole[name] for name in _KEPT}
    for organisation in SECONDS:
        given["persons"][f"{organisation}_second"] = {"name": "第二经办人", "organisation": organisation}
    for entity in ("Household", "Child", "Guardian", "Guardianship"):
        given[entity] = {}
    for n, story in enumerate(stories):
        _family(given, story, n)
    return stage_of(given)


def _family(given: dict[str, Any], story: str, n: int) -> None:
    given["Household"][story] = {"number": f"XM-{n:03d}", "address": f"新庙村{n}号", "members": 5, "at": "xinmiao"}
    given["Child"][story] = {
        "name": f"童{n:02d}", "sex": "MALE", "birth_date": BORN, "identity_number": identity_number(2 * n + 1),
        "category": "LEFT_BEHIND", "residence_address": f"新庙村{n}号", "registered_division_code": "500112101201",
        "household_id": story, "school_id": "luoqi_school", "school_district_id": 500112, "at": "xinmiao",
    }  # fmt: skip
    for m, (who, tie) in enumerate(FAMILY.items()):
        given["Guardian"][f"{story}_{who}"] = {"name": f"{who} {n}", "telephone": f"138{n:04d}{m:04d}"}
        given["Guardianship"][f"{story}_{who}"] = {"child_id": story, "guardian_id": f"{story}_{who}", "at": "xinmiao", **tie}
