"""A year yields exactly the duties that the slow reading yields, each change of a record with its transaction."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Connection

from authz.duties import Duties, duties_on
from db.duties import Renewals, refresh_duties
from db.schema_upgrade import in_transaction
from db.seed.load import seed
from db.seed.options import DEFAULT_NOW, SeedOptions
from tests.conftest import SEED
from tests.duties.year import Year, at, expected, stored
from tests.oracle.fixtures import how_many

STEPS = 12
MONTH = timedelta(days=30, hours=7, minutes=11)


@pytest.fixture(scope="module")
def duties() -> Duties:
    return duties_on(SEED.today)


def test_the_demo_has_every_duty_that_its_records_make(own: str, duties: Duties) -> None:
    def check(connection: Connection) -> None:
        made, wanted = stored(connection), expected(connection, SEED.now)
        assert made == wanted
        kinds = Counter(code for code, _, _ in made)
        assert len(made) > 3_000
        assert len(kinds) > 30, "the demo hardly has anything due"

    in_transaction(own, check)


def go_through(connection: Connection, duties: Duties, changes: int) -> Year:
    """Twelve steps through a year, compared after each."""
    now = DEFAULT_NOW
    year = Year(connection, Renewals(duties, connection.dialect.name), Random(20_261_126))
    for _ in range(STEPS):
        now += MONTH
        year.step(now, changes)
        if now.year != (now - MONTH).year:
            refresh_duties(connection, duties, now)
        made, wanted = stored(connection), expected(connection, now)
        assert made.keys() == wanted.keys()
        assert made == wanted
        assert at(made, now) == at(wanted, now)
    refresh_duties(connection, duties, now)
    assert stored(connection) == made, "a full renewal finds what the small ones left undone"
    return year


@pytest.mark.soak
def test_a_year(empty_url: str, duties: Duties, request: pytest.FixtureRequest) -> None:
    children = max(1_000, how_many(request.config, sample=1_000, soak=20_000))
    seed(empty_url, SeedOptions(children=children, attendance_days=1))
    changes = children // 20
    year = in_transaction(empty_url, lambda connection: go_through(connection, duties, changes))
    assert sum(year.changed.values()) > STEPS * changes // 2
    assert len(year.changed) > 25


def test_a_full_renewal_changes_nothing_twice(own: str, duties: Duties) -> None:
    def check(connection: Connection) -> None:
        before = stored(connection)
        assert refresh_duties(connection, duties, SEED.now) == len(before)
        assert stored(connection) == before

    in_transaction(own, check)
