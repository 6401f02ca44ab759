"""Demo data of ends of records: what a mutation would have written of children who are on file again."""

from __future__ import annotations

from pathlib import Path

import yaml

from core.clock import work_date, years_after
from db.seed.options import SeedOptions
from tests.data.test_generate import collect

NUMBERS = Path(__file__).parents[2] / "policies" / "numbers.yaml"


def test_ends_that_were_taken_back_are_of_children_on_file() -> None:
    data = collect(SeedOptions(children=1_500, attendance_share=0))
    years = yaml.safe_load(NUMBERS.read_text(encoding="utf-8"))["record_retention_years"]["value"]
    children = {c["id"]: c for c in data["child"]}
    assert data["record_end"]
    for row in data["record_end"]:
        child = children[row["child_id"]]
        assert (row["status"], row["record_id"]) == ("RESTORED", child["public_id"])
        assert all(row[c] == child[c] for c in ("district_id", "town_id", "village_id"))
        assert row["erase_on"] == years_after(work_date(row["ended_at"]), years)
        assert row["occurred_on"] <= work_date(row["ended_at"]) and row["ended_at"] < row["restored_at"]
