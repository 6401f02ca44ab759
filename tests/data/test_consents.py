"""Demo data of consents: what a mutation would have asked for and written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from db.seed.options import SeedOptions
from tests.data.test_generate import Data, collect

OPTIONS = SeedOptions(children=3_000, attendance_share=0)
PURPOSES = Path(__file__).parents[2] / "policies" / "purposes.yaml"


@pytest.fixture(scope="module")
def data() -> Data:
    return collect(OPTIONS)


@pytest.fixture(scope="module")
def needed() -> set[str]:
    """Purposes that need consent."""
    return {code for code, body in yaml.safe_load(PURPOSES.read_text(encoding="utf-8")).items() if body.get("consent")}


def test_what_was_accepted_was_consented_to_before(data: Data, needed: set[str]) -> None:
    consents = {(c["child_id"], c["purpose"]): c for c in data["consent"]}
    assert len(consents) == len(data["consent"])
    accepted = [r for r in data["referral"] if r["purpose"] in needed and r["accepted_at"] is not None]
    assert {r["purpose"] for r in accepted} == needed
    for row in accepted:
        consent = consents[row["child_id"], row["purpose"]]
        assert consent["given_at"] < row["accepted_at"]
        assert row["status"] == "ENDED" or consent["status"] == "GIVEN"
        assert consent["withdrawn_at"] is None or row["ends_at"] <= consent["withdrawn_at"]


def test_a_consent_is_a_guardians_with_custody_and_of_a_purpose_that_needs_it(data: Data, needed: set[str]) -> None:
    custody = {(t["child_id"], t["guardian_id"]) for t in data["guardianship"] if t["custody"]}
    villages = {c["id"]: c["village_id"] for c in data["child"]}
    for row in data["consent"]:
        assert (row["child_id"], row["guardian_id"]) in custody
        assert row["purpose"] in needed
        assert row["village_id"] == villages[row["child_id"]]
        assert (row["status"] == "WITHDRAWN") == (row["withdrawn_at"] is not None)
        assert row["signed_on"] is not None or row["recorded_by_person_id"] is None
        assert row["given_at"] < (row["withdrawn_at"] or OPTIONS.now) <= OPTIONS.now
    assert {r["status"] for r in data["consent"]} == {"GIVEN", "WITHDRAWN"}
    assert {r["signed_on"] is None for r in data["consent"]} == {True, False}
