"""Demo data of ledger, visits, filings and agreements: what the plan says of them holds in every row."""

from __future__ import annotations

from collections import Counter

import pytest

from db.seed.options import SeedOptions
from schema.identity import check_telephone
from tests.data.test_generate import Data, collect

OPTIONS = SeedOptions(children=2_000, attendance_share=0, seed=11)


@pytest.fixture(scope="module")
def data() -> Data:
    return collect(OPTIONS)


def test_every_left_behind_child_has_one_open_entry(data: Data) -> None:
    left_behind = {c["id"] for c in data["child"] if c["category"] == "LEFT_BEHIND"}
    entries = Counter(e["child_id"] for e in data["ledger_entry"] if e["status"] == "OPEN")
    assert entries.keys() == left_behind
    assert set(entries.values()) == {1}


def test_closed_entries_say_why_and_open_ones_when_they_are_due(data: Data) -> None:
    for entry in data["ledger_entry"]:
        closed = entry["status"] == "CLOSED"
        assert (entry["closure"] is not None, entry["closed_on"] is not None) == (closed, closed)
        assert (entry["next_review_due"] is None) == closed
    late = [e for e in data["ledger_entry"] if e["next_review_due"] and e["next_review_due"] < OPTIONS.today]
    assert 0 < len(late) < len(data["ledger_entry"]) / 5


def test_parents_entrust_and_another_cares(data: Data) -> None:
    ties = {(t["child_id"], t["guardian_id"]): t for t in data["guardianship"]}
    assert data["agreement"]
    for agreement in data["agreement"]:
        child = agreement["child_id"]
        parents = {agreement["parent_id"], agreement["other_parent_id"]} - {None}
        assert agreement["carer_id"] not in parents
        assert ties[child, agreement["carer_id"]]["entrusted"]
        assert all(ties[child, parent]["custody"] for parent in parents)
        assert agreement["checked_on"] <= agreement["signed_on"] <= agreement["starts_on"] < agreement["ends_on"]
        assert agreement["status"] != "IN_FORCE" or agreement["barred_check"] == "CLEAR"


def test_who_arranged_an_agreement_does_not_supervise_it(data: Data) -> None:
    arranged = {a["id"]: a["arranged_by_person_id"] for a in data["agreement"]}
    assert all(a["supervised_by_person_id"] != a["arranged_by_person_id"] for a in data["agreement"])
    assert data["agreement_supervision"]
    for row in data["agreement_supervision"]:
        assert row["supervised_by_person_id"] != arranged[row["agreement_id"]]
        assert row["supervised_on"] <= OPTIONS.today


def test_a_guardian_files_once_and_only_when_away(data: Data) -> None:
    away = {t["guardian_id"] for t in data["guardianship"] if t["away"]}
    filed = Counter(f["guardian_id"] for f in data["migration_filing"])
    assert filed.keys() <= away
    assert set(filed.values()) == {1}
    households = Counter(f["household_id"] for f in data["family_file"])
    assert set(households.values()) == {1}


def test_telephones_in_filings_cannot_be_dialled(data: Data) -> None:
    rows = data["migration_filing"] + data["near_relative"]
    numbers = [row["telephone"] for row in rows if row["telephone"]]
    assert len(numbers) > len(rows) / 2
    for number in numbers:
        check_telephone(number)
        assert number.startswith("0230")


def test_the_lead_unit_has_admonitions_to_read_in_its_cases(data: Data) -> None:
    sheltered = {i["child_id"] for i in data["intervention"] if i["kind"] == "SHELTER"}
    petitioned = {p["child_id"] for p in data["petition"]}
    assert {a["child_id"] for a in data["admonition"]} & (sheltered | petitioned)
