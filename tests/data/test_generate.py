"""The generator: the same again for the same options, the numbers asked for, and the odd cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from stdnum import numdb

from core.ids import prefix_of
from db.divisions import Region
from db.seed.generate import generate
from db.seed.options import SeedOptions
from db.tables import TABLES, metadata
from schema.entities import CATALOG
from schema.identity import birth_date_of, check_identity_number, check_telephone, sex_of

OPTIONS = SeedOptions(children=6_000, attendance_share=0.1, seed=7)
Row = dict[str, Any]
Data = dict[str, list[Row]]


def collect(options: SeedOptions) -> Data:
    data: Data = defaultdict(list)
    for name, rows in generate(options):
        columns = metadata.tables[name].columns.keys()
        data[name].extend(dict(zip(columns, row, strict=True)) for row in rows)
    return dict(data)


@pytest.fixture(scope="module")
def data() -> Data:
    return collect(OPTIONS)


def digest(options: SeedOptions, leave_out: tuple[str, ...] = ()) -> str:
    state = sha256()
    for name, rows in generate(options):
        if name not in leave_out:
            state.update(repr((name, rows)).encode())
    return state.hexdigest()


def test_equal_options_give_equal_data() -> None:
    small = SeedOptions(children=1_000)
    assert digest(small) == digest(small)
    assert digest(small) != digest(replace(small, seed=2))


def test_attendance_changes_nothing_else() -> None:
    small = SeedOptions(children=1_000)
    leave_out = ("attendance_day",)
    assert digest(small, leave_out) == digest(replace(small, attendance_days=3, attendance_share=0.5), leave_out)


@pytest.mark.parametrize(("children", "share"), [(1_000, 0.25), (1_001, 0.333), (1_500, 0.0), (1_200, 1.0)])
def test_the_numbers_asked_for_are_met_exactly(children: int, share: float) -> None:
    options = SeedOptions(children=children, left_behind_share=share, attendance_share=0)
    made = collect(options)["child"]
    assert len(made) == children
    assert sum(c["category"] == "LEFT_BEHIND" for c in made) == round(children * share)


def test_a_focus_town_has_its_number() -> None:
    options = SeedOptions(children=2_000, attendance_share=0, focus_town="500112131", focus_children=300)
    towns = Counter(c["town_id"] for c in collect(options)["child"])
    assert towns[500112131] == 300


@pytest.mark.parametrize(
    "wrong", [{"children": 999}, {"children": 1_000_001}, {"left_behind_share": 1.1}, {"focus_children": 5}]
)
def test_options_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        SeedOptions(**wrong)


NOT_GENERATED = ("PublishedCount", "PublishedFigure", "PublishedTable", "ResponseTime", "FundsTotal", "Duty", "DutyCount")
"""Made from the rows after they are loaded."""


def test_every_table_of_the_catalog_has_rows(data: Data) -> None:
    assert set(data) == {e.table for e in CATALOG if e.name not in NOT_GENERATED} | {"person"}


def test_public_ids_have_the_prefix_of_their_entity_and_are_unique(data: Data) -> None:
    for entity in CATALOG:
        if entity.name in NOT_GENERATED:
            continue
        ids = [row["public_id"] for row in data[entity.table]]
        assert all(prefix_of(i) == entity.prefix for i in ids)
        assert len(set(ids)) == len(ids)


def test_references_point_to_rows_that_came_before(data: Data) -> None:
    seen: dict[str, set[int]] = defaultdict(set)
    for name, rows in generate(replace(OPTIONS, children=1_000)):
        table = metadata.tables[name]
        seen[name].update(row[0] for row in rows)
        for at, column in enumerate(table.columns):
            for key in column.foreign_keys:
                target = key.target_fullname.split(".")[0]
                assert {row[at] for row in rows} - {None} <= seen[target], f"{name}.{column.name}"


def test_values_fit_their_columns(data: Data) -> None:
    for entity in CATALOG:
        if entity.name in NOT_GENERATED:
            continue
        fields = [f for f in entity.fields if f.enum is not None]
        for row in data[entity.table]:
            for name, (_, nullable) in entity.storage.items():
                assert nullable or row[name] is not None, f"{entity.name}.{name}"
            for f in fields:
                assert f.enum is not None
                assert row[f.column] is None or row[f.column] in f.enum.values
    assert set(TABLES) == {e.name for e in CATALOG}


def test_identity_numbers_are_right_and_nobodys(data: Data) -> None:
    people = [p for p in data["child"] + data["guardian"] if p["identity_number"]]
    issued = numdb.get("cn/loc")
    assert any("county" in found for _, found in issued.info("500112"))
    assert len(people) > 0.95 * (len(data["child"]) + len(data["guardian"])) > 0
    for person in people:
        number = person["identity_number"]
        check_identity_number(number, today=OPTIONS.today)
        assert birth_date_of(number) == person["birth_date"]
        assert sex_of(number) == person["sex"]
        assert not any("county" in found for _, found in issued.info(number[:6]))
    assert len({p["identity_number"] for p in people}) == len(people)


def test_telephones_cannot_be_dialled(data: Data) -> None:
    numbers = [g["telephone"] for g in data["guardian"] if g["telephone"]]
    numbers += [r["reporter_telephone"] for r in data["report"] if r["reporter_telephone"]]
    for number in numbers:
        check_telephone(number)
        assert number.startswith("0230")


def share(part: int, whole: int) -> float:
    return part / whole


def test_odd_cases_are_about_five_percent_each(data: Data) -> None:
    children = {c["id"]: c for c in data["child"]}
    ties: dict[int, list[Row]] = defaultdict(list)
    for tie in data["guardianship"]:
        ties[tie["child_id"]].append(tie)
    total = len(children)
    none = sum(1 for c in children if not ties[c])
    fatherless = sum(1 for c in children if ties[c] and all(t["relationship"] != "FATHER" for t in ties[c]))
    several = sum(1 for c in children if sum(t["away"] for t in ties[c]) >= 3)
    same = Counter((c["household_id"], c["birth_date"]) for c in children.values())
    twins = sum(n for n in same.values() if n > 1)
    enrolments = Counter(e["child_id"] for e in data["enrolment"])
    moved = sum(1 for n in enrolments.values() if n == 2)
    schools = {s["id"]: s for s in data["school"]}
    elsewhere = sum(
        1 for c in children.values() if c["school_id"] and schools[c["school_id"]]["town_id"] != c["town_id"]
    )
    for part, whole in ((none, total), (fatherless, total), (several, total), (twins, total),
                        (moved, len(enrolments)), (elsewhere, len(enrolments))):  # fmt: skip
        assert 0.035 < share(part, whole) < 0.065


def test_names_hold_rare_characters_and_middle_dots(data: Data) -> None:
    names = [c["name"] for c in data["child"]]
    assert 0.01 < share(sum(any(ord(ch) > 0xFFFF for ch in n) for n in names), len(names)) < 0.04
    assert 0.01 < share(sum("·" in n for n in names), len(names)) < 0.04


def test_the_present_school_is_that_of_the_open_enrolment(data: Data) -> None:
    running: dict[int, list[int]] = defaultdict(list)
    for e in data["enrolment"]:
        if e["left_on"] is None:
            running[e["child_id"]].append(e["school_id"])
        else:
            assert e["left_on"] >= e["enrolled_on"]
    for child in data["child"]:
        assert running[child["id"]] == ([child["school_id"]] if child["school_id"] else [])


def test_attendance_covers_the_school_days_of_the_chosen_schools(data: Data) -> None:
    days: dict[int, set[Any]] = defaultdict(set)
    for a in data["attendance_day"]:
        assert a["date"] < OPTIONS.today and a["date"].weekday() < 5
        days[a["child_id"]].add(a["date"])
    assert {len(d) for d in days.values()} == {30}
    schools = {a["school_id"] for a in data["attendance_day"]}
    assert 0.08 < share(len(schools), len(data["school"])) < 0.12
    pupils = {c["id"] for c in data["child"] if c["school_id"] in schools}
    assert set(days) == pupils


def test_doors_are_open_on_one_percent_of_the_children(data: Data) -> None:
    now, total = OPTIONS.now, len(data["child"])
    bought = {o["id"] for o in data["organisation"] if o["kind"] == "SOCIAL_WORK_BODY"}  # referred to under contracts
    referrals = [r for r in data["referral"] if r["to_organisation_id"] not in bought]
    is_open = [r for r in referrals if r["status"] == "ACCEPTED" and r["ends_at"] > now]
    assert 0.006 < share(len({r["child_id"] for r in is_open}), total) < 0.014
    assert all(r["ends_at"] for r in referrals if r["status"] == "ACCEPTED")
    assert {r["status"] for r in referrals} == {"OFFERED", "REJECTED", "ENDED", "ACCEPTED"}
    emergencies = data["emergency_access"]
    opened = [e for e in emergencies if e["opened_at"] <= now < e["ends_at"] and not e["revoked"]]
    assert 0.006 < share(len(opened), total) < 0.014
    assert len(emergencies) > len(opened)


def test_cases_hold_what_the_rules_speak_of(data: Data) -> None:
    reports = data["report"]
    assert any(r["child_id"] is None for r in reports)
    school = {c["id"]: c["school_id"] for c in data["child"]}
    assert any(r["respondent_organisation_id"] == school.get(r["child_id"]) is not None for r in reports)
    assert all(r["reported_at"] <= OPTIONS.now for r in reports)
    assert {i["status"] for i in data["incident"]} == {"OPEN", "CLOSED"}
    sheltered = [i for i in data["intervention"] if i["kind"] == "SHELTER"]
    assert {i["status"] for i in sheltered} == {"RUNNING", "ENDED"}
    assert all(i["place"] for i in sheltered)
    for table in ("child", "incident", "intervention"):
        assert any(row["sealed"] for row in data[table])
    assert all(p["ruling"] and p["ruled_on"] for p in data["petition"] if p["stage"] == "RULED")


def test_everybody_has_people_to_act(data: Data) -> None:
    roles: dict[int, set[str]] = defaultdict(set)
    for person in data["person"]:
        roles[person["organisation_id"]].add(person["role"])
    assert all({"reader", "officer"} <= roles[o["id"]] for o in data["organisation"])
    units = {u["id"]: u["code"] for u in data["unit"]}
    assert len(units) == 24
    lead = next(o for o in data["organisation"] if o["kind"] == "UNIT" and units[o["unit_id"]] == "civil_affairs")
    assert {"auditor", "policy_editor", "policy_approver", "operator"} <= roles[lead["id"]]
    assert Counter(o["kind"] for o in data["organisation"])["VILLAGE"] == 412


def test_rows_carry_the_divisions_of_the_child(data: Data) -> None:
    places = {c["id"]: (c["district_id"], c["town_id"], c["village_id"]) for c in data["child"]}
    tables = ("guardianship", "enrolment", "attendance_day", "incident", "intervention", "petition", "referral",
              "emergency_access", "report", "service_session", "service_coverage", "assistance_inclusion", "care_enrolment",
              "pick_up_person", "care_attendance", "care_event")  # fmt: skip
    for table in tables:
        for row in data[table]:
            if row["child_id"] is not None:
                assert (row["district_id"], row["town_id"], row["village_id"]) == places[row["child_id"]]


def test_the_whole_municipality() -> None:
    options = SeedOptions(children=1_000, region=Region.CHONGQING, attendance_share=0)
    counts = dict.fromkeys(metadata.tables, 0)
    for name, rows in generate(options):
        counts[name] += len(rows)
    assert (counts["town"], counts["village"]) == (1031, 11270)
    assert counts["organisation"] > 38 * 24 + 1031 + 11270


def test_dating_from_another_day_moves_everything() -> None:
    later = SeedOptions(children=1_000, attendance_days=1).at(OPTIONS.now + timedelta(days=365, hours=5))
    assert later.now == OPTIONS.now + timedelta(days=365)
    assert max(i["opened_at"] for i in collect(later)["incident"]) > OPTIONS.now
