"""Published tables: which are due when, what they count, that they are frozen, and the commands."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from authz.protection import Protection, protection_of, read_protection
from core.settings import settings
from db.schema_upgrade import in_transaction
from db.seed.load import MONTHS, YEARS
from db.statistics import MEASURES, NotPublishableError, due, publish, span_of
from db.tables import TABLES
from schema.entities import CATALOG
from schema.published import PUBLISHED, TOTAL
from server.cli import app
from tests.compiled import project_policies
from tests.conftest import SEED

POLICIES = Path(__file__).parents[2] / "policies"
REAL = read_protection(POLICIES, SEED.today)
LATER = date(2026, 4, 1)
"""When March is over."""


def rows(url: str, entity: str, **of: Any) -> list[Any]:
    table = TABLES[entity]
    query = select(table).filter_by(**of).order_by(table.c.id)
    return in_transaction(url, lambda c: list(c.execute(query)))


def test_the_list_is_whole() -> None:
    """Every declared table has its measure, a basis that the policies know, an entity, and comes after what it is at most."""
    declared = project_policies(SEED.today).declared
    assert set(PUBLISHED) == set(MEASURES)
    names = list(PUBLISHED)
    for declaration in PUBLISHED.values():
        assert declaration.basis in declared.bases
        assert declaration.entity in CATALOG.entities
        for bound in declaration.at_most:
            assert names.index(bound.of) < names.index(declaration.name)
            assert PUBLISHED[bound.of].yearly == declaration.yearly and PUBLISHED[bound.of].counted


def test_the_numbers_are_those_of_the_policies() -> None:
    numbers = project_policies(SEED.today).declared.numbers
    assert REAL == protection_of(numbers) == Protection(
        numbers["published_minimum"].value, numbers["published_base"].value, numbers["published_amount_base"].value
    )


@pytest.mark.parametrize("period", ["2026-13", "2026-2", "2026/02", "26", "0000", "2026-00", "２０２６", "2026-02-01", ""])
def test_a_period_is_a_month_or_a_year(period: str) -> None:
    with pytest.raises(NotPublishableError, match="is no period"):
        span_of(period)


def test_a_period_runs_over_the_year() -> None:
    assert (span_of("2025-12").first, span_of("2025-12").after) == (date(2025, 12, 1), date(2026, 1, 1))
    assert (span_of("2025").first, span_of("2025").after) == (date(2025, 1, 1), date(2026, 1, 1))


def test_what_is_not_over_is_not_published() -> None:
    with pytest.raises(NotPublishableError, match="from 2026-04-01 on"):
        due("2026-03", date(2026, 3, 31))
    with pytest.raises(NotPublishableError, match="from 2027-01-01 on"):
        due("2026", LATER)


def test_stocks_are_published_for_the_month_that_has_just_ended_alone() -> None:
    just, earlier, year = due("2026-03", LATER), due("2026-02", LATER), due("2025", LATER)
    assert {d.name for d in just} - {d.name for d in earlier} == {"CHILDREN_BY_TOWN", "PUPILS_BY_SCHOOL"}
    assert {d.name for d in year} == {d.name for d in PUBLISHED.values() if d.yearly}


def test_a_seeded_database_has_the_last_months_and_years(seeded: str) -> None:
    register = rows(seeded, "PublishedTable")
    monthly = sum(not d.yearly and not d.stock for d in PUBLISHED.values())
    assert len(register) == MONTHS * monthly + 2 + YEARS * 2
    assert {(r.minimum, r.base) for r in register} == {(REAL.minimum, REAL.base)}
    counts = rows(seeded, "PublishedCount")
    assert {r.period for r in counts} == {"2026-02"}
    assert len(counts) == 30 * 4
    assert all(len(list(group)) == 4 for _, group in groupby(counts, key=lambda row: row.town_code))
    cells = {d.entity: sum(r.cells for r in register if PUBLISHED[r.name].entity == d.entity) for d in PUBLISHED.values()}
    for entity, expected in cells.items():
        assert len(rows(seeded, entity)) == expected


def test_every_figure_is_that_of_the_records(seeded: str) -> None:
    """The measure again, by one query a cell."""
    child, school = TABLES["Child"], TABLES["School"]
    left_behind = select(school.c.public_id).join(child, school.c.id == child.c.school_id).where(child.c.category == "LEFT_BEHIND")
    pupils = Counter(in_transaction(seeded, lambda c: list(c.scalars(left_behind))))
    figures = rows(seeded, "PublishedFigure", table_name="PUPILS_BY_SCHOOL")
    assert {row.item for row in figures} == {TOTAL} and len(figures) == len(rows(seeded, "School"))
    assert all(row.count in (None, REAL.grade(pupils[row.line])) for row in figures)
    children = Counter((r.town_id, r.category) for r in rows(seeded, "Child"))
    counts = rows(seeded, "PublishedCount")
    assert any(row.count is not None for row in counts)
    assert all(row.count in (None, REAL.grade(children[int(row.town_code), row.category])) for row in counts)
    for row in rows(seeded, "FundsTotal"):
        entity = {"RELIEF": "ReliefDecision", "SUBSIDY": "Subsidy", "FUNDING": "FundingAllocation"}[row.source]
        day = {"RELIEF": "decided_on", "SUBSIDY": "granted_on", "FUNDING": "allocated_on"}[row.source]
        decisions = [
            r for r in rows(seeded, entity, organisation_id=row.organisation_id, kind=row.kind) if getattr(r, day).year == row.year
        ]
        assert row.decisions in (None, REAL.grade(len(decisions)))
        if row.amount is not None:
            assert row.amount == REAL.rounded_amount(sum(r.amount for r in decisions))


def test_a_period_is_published_once_and_then_frozen(own: str) -> None:
    with pytest.raises(NotPublishableError, match=r"2026-02 has been published .*never changed"):
        in_transaction(own, lambda c: publish(c, "2026-02", SEED.today, REAL))
    issues = in_transaction(own, lambda c: publish(c, "2026-03", LATER, REAL))
    assert {i.name for i in issues} == {d.name for d in PUBLISHED.values() if not d.yearly}
    ids = in_transaction(own, lambda c: c.scalar(select(func.count(TABLES["PublishedCount"].c.public_id.distinct()))))
    assert ids == 240
    for entity in {*(d.entity for d in PUBLISHED.values()), "PublishedTable"}:
        table = TABLES[entity]
        row = in_transaction(own, lambda c, t=table: c.execute(select(t).limit(1)).one())
        again = {**row._mapping, "id": 9_000_000, "public_id": "x_1"}
        again |= {name: "NEW" for name in ("line", "town_code", "step") if name in again}
        again |= {"kind": "FACILITY", "source": "RELIEF"} if entity == "FundsTotal" else {}
        added = [] if entity == "PublishedTable" else [insert(table).values(again)]
        for change in (update(table).values(district_id=1), delete(table), *added):
            with pytest.raises(DBAPIError, match="a published table is never changed"):
                in_transaction(own, lambda c, s=change: c.execute(s))


def test_a_sum_that_one_decision_rules_is_withheld(own: str) -> None:
    relief = TABLES["ReliefDecision"]

    def put(connection: Any) -> None:
        given = connection.execute(select(relief).limit(1)).one()
        for n in range(12):
            values = {**given._mapping, "id": 9_000_000 + n, "public_id": f"frl_{n:032x}", "decided_on": date(2020, 5, 1)}
            connection.execute(insert(relief).values(values | {"amount": 90_000 if n == 0 else 1_000, "kind": "TURNOVER_TAX"}))
            connection.execute(insert(relief).values(
                values | {"id": 9_100_000 + n, "public_id": f"frl_a{n:031x}", "amount": 1_040, "kind": "INCOME_TAX"}
            ))  # fmt: skip
        publish(connection, "2020", LATER, REAL)

    in_transaction(own, put)
    found = {r.kind: (r.decisions, r.amount) for r in rows(own, "FundsTotal", year=2020) if r.decisions is not None}
    assert found == {"TURNOVER_TAX": (10, None), "INCOME_TAX": (10, 12_000)}


def test_the_commands_say_what_they_did_and_what_they_refuse(own_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHU_DATABASE_URL", own_sqlite)
    settings.cache_clear()
    runner = CliRunner()
    try:
        listed = runner.invoke(app, ["statistics", "list"])
        done = runner.invoke(app, ["statistics", "publish", "--period", "2019"])
        twice = runner.invoke(app, ["statistics", "publish", "--period", "2019"])
        future = runner.invoke(app, ["statistics", "publish", "--period", "2999"])
    finally:
        settings.cache_clear()
    assert "2026-02  CHILDREN_BY_TOWN    published 2026-03-02  120 rows  under 10 suppressed" in listed.output
    assert done.exit_code == 0 and "2019  LATE_BY_KIND        60 rows, 60 figures suppressed" in done.output
    assert twice.exit_code == 1 and "has been published" in twice.output
    assert future.exit_code == 1 and "is not over" in future.output
