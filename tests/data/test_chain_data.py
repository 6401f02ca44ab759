"""The demo data of the emergency chain: in order of time, of one child, and without a recused helper."""

from __future__ import annotations

from typing import Any

import pytest

from core.clock import work_date
from db.seed.generate import generate
from db.seed.options import SeedOptions
from db.tables import metadata
from schema.chain import ENTITIES

OPTIONS = SeedOptions(children=2_000, attendance_share=0)
Data = dict[str, dict[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def data() -> Data:
    out: Data = {}
    for name, rows in generate(OPTIONS):
        columns = metadata.tables[name].columns.keys()
        out.setdefault(name, {}).update({row[0]: dict(zip(columns, row, strict=True)) for row in rows})
    return out


def test_records_of_the_chain_are_there_in_the_smallest_demo() -> None:
    seen: set[str] = set()
    for name, _ in generate(SeedOptions(children=1_000, attendance_share=0)):
        seen.add(name)
    assert {e.table for e in ENTITIES} - seen == {"response_time"}


@pytest.mark.parametrize("table", [e.table for e in ENTITIES if any(c.name == "village_id" for c in e.columns)])
def test_a_record_lies_where_its_child_lives(data: Data, table: str) -> None:
    for row in data[table].values():
        child = data["child"][row["child_id"]]
        assert all(row[c] == child[c] for c in ("district_id", "town_id", "village_id"))


@pytest.mark.parametrize(
    ("table", "key", "of"),
    [("incident_response", "incident_id", "incident"), ("town_notice", "incident_id", "incident"),
     ("injury_assessment", "incident_id", "incident"), ("assistance_request", "incident_id", "incident"),
     ("assessment_part", "assessment_id", "assessment"), ("help_measure", "plan_id", "help_plan"),
     ("petition_evidence", "petition_id", "petition"), ("guardianship_change", "petition_id", "petition")],
)  # fmt: skip
def test_a_record_is_of_the_child_of_what_it_follows(data: Data, table: str, key: str, of: str) -> None:
    for row in data[table].values():
        assert row["child_id"] == data[of][row[key]]["child_id"]


def test_the_respondents_organisation_neither_helps_nor_hosts(data: Data) -> None:
    recused = {k: i["respondent_organisation_id"] for k, i in data["incident"].items()}
    assert any(recused.values())
    for table, body in (("assistance_request", "asked_organisation_id"), ("placement", "host_organisation_id"),
                        ("warning_letter", "copied_organisation_id")):  # fmt: skip
        for row in data[table].values():
            if row["incident_id"] is not None and row[body] is not None:
                assert row[body] != recused[row["incident_id"]]


def test_steps_follow_each_other_and_none_is_in_the_future(data: Data) -> None:
    for row in data["incident_response"].values():
        assert data["incident"][row["incident_id"]]["opened_at"] <= row["ordered_at"] <= OPTIONS.now
        assert row["done_at"] is None or row["ordered_at"] <= row["done_at"] <= OPTIONS.now
    for row in data["town_notice"].values():
        assert row["acknowledged_at"] is None or row["noticed_at"] <= row["acknowledged_at"] <= OPTIONS.now
    for row in data["assessment"].values():
        assert (row["signed_at"] is not None) == (row["status"] in ("SIGNED", "CLOSED"))
        assert row["signed_at"] is None or row["opened_on"] <= work_date(row["signed_at"]) <= OPTIONS.today
    for row in data["protection_order"].values():
        assert row["decided_at"] is None or row["applied_at"] <= row["decided_at"] <= row["due_at"]


def test_states_fit_their_dates(data: Data) -> None:
    for row in data["protection_order"].values():
        assert row["status"] != "IN_FORCE" or row["valid_until"] >= OPTIONS.today
        assert row["valid_until"] is None or (row["valid_until"] - row["valid_from"]).days <= 184
    for row in data["placement"].values():
        assert (row["ended_on"] is not None) == (row["status"] == "ENDED")
        assert (row["host_kind"] == "RELATIVE") == (row["host_guardian_id"] is not None)
        assert row["reason"] != "VIOLENCE" or row["parents_notified_at"] is None
    for row in data["guardianship_change"].values():
        petition = data["petition"][row["petition_id"]]
        assert (petition["ruling"], petition["ruled_on"]) == ("REVOKED", row["changed_on"])
        assert data["guardian"][row["from_guardian_id"]]["name"] == row["from_name"]
