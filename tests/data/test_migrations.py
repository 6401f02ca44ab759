"""Migrations up and down on both databases, and no drift between them and the tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Connection, text

from db import schema_upgrade
from db.partitions import add_partitions, months
from db.schema_upgrade import in_transaction
from db.tables import metadata
from tests.data.introspect import in_words, schema_of
from tests.log_tables import log_schema_of
from tests.postgres import PostgresServer

TODAY = date(2026, 11, 24)


def test_up_makes_the_tables_of_the_metadata(empty_url: str, tmp_path_factory: pytest.TempPathFactory,
                                             request: pytest.FixtureRequest) -> None:  # fmt: skip
    schema_upgrade.upgrade(empty_url, today=TODAY)
    migrated = sorted(in_transaction(empty_url, schema_of))
    if empty_url.startswith("sqlite"):
        other = f"sqlite:///{tmp_path_factory.mktemp('drift') / 'made.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        other = server.create_database()
    in_transaction(other, metadata.create_all)
    made = in_transaction(other, schema_of)
    if empty_url.startswith("sqlite"):
        migrated = sorted(migrated + [str(row) for row in in_words(log_schema_of(empty_url))])
    assert len(migrated) > 100
    # What freezes published tables and the record of changes is of revisions alone, as those of the log are;
    # tests/data/test_statistics.py and tests/mutations/test_moves.py try it.
    frozen = ("a published table is never changed", "changes is append-only", "the history of a record is append-only")
    assert [line for line in migrated if not any(words in line for words in frozen)] == sorted(made)


def test_down_takes_everything_away_and_up_again_is_the_same(empty_url: str) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    before = in_transaction(empty_url, schema_of)
    assert schema_upgrade.current(empty_url) == schema_upgrade.head()
    schema_upgrade.downgrade(empty_url)
    assert schema_upgrade.current(empty_url) is None
    assert [line for line in in_transaction(empty_url, schema_of) if "sqlite_" not in line] == []
    schema_upgrade.upgrade(empty_url, today=TODAY)
    assert in_transaction(empty_url, schema_of) == before


def test_each_revision_goes_down_by_itself(empty_url: str) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    for revision in ("0002", "0001"):
        schema_upgrade.downgrade(empty_url, revision)
        assert schema_upgrade.current(empty_url) == revision


def test_tasks_of_the_lead_unit_are_carried_down_and_up(own: str) -> None:
    """Revision 0029 makes records of what the service kept for itself. What was found of a task is not kept below it."""
    kept = text(
        "SELECT record, record_id, other_record_id, record_key, other_key, child_id, district_id, holder_organisation_id, "
        "opened_at, settled_at, CASE WHEN status = 'OPEN' THEN 'OPEN' ELSE 'LAPSED' END FROM lead_task ORDER BY id"
    )
    before = in_transaction(own, lambda connection: connection.execute(kept).all())
    assert before
    schema_upgrade.downgrade(own, "0028")
    assert len(in_transaction(own, lambda connection: connection.execute(text("SELECT id FROM lead_task")).all())) == len(before)
    schema_upgrade.upgrade(own, today=TODAY)
    assert in_transaction(own, lambda connection: connection.execute(kept).all()) == before


def test_two_upgrades_at_once_wait_for_each_other(empty_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: schema_upgrade.upgrade(empty_url, today=TODAY), range(2)))
    assert schema_upgrade.current(empty_url) == schema_upgrade.head()


async def test_upgrade_works_inside_an_event_loop(empty_url: str) -> None:
    schema_upgrade.upgrade(empty_url, today=TODAY)
    assert schema_upgrade.current(empty_url) == schema_upgrade.head()


def test_a_failure_leaves_nothing_half_done(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("interrupted")

    monkeypatch.setattr(schema_upgrade, "add_partitions", fail)
    with pytest.raises(RuntimeError, match="interrupted"):
        schema_upgrade.upgrade(empty_url, today=TODAY)
    assert in_transaction(empty_url, schema_of) == []


def test_months_run_over_the_year() -> None:
    assert list(months(TODAY, 2)) == [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ]


def _log(connection: Connection, moment: str) -> None:
    insert = "INSERT INTO disclosure_subject VALUES (1, CAST(:at AS timestamptz), 1, 7, 0, 1)"
    connection.execute(text(insert.replace(":at", f"'{moment}'")))


def _homes(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT tableoid::regclass::text FROM disclosure_subject ORDER BY 1")))


def test_a_late_partition_takes_its_rows_over(postgres_url: str) -> None:
    schema_upgrade.upgrade(postgres_url, today=TODAY)
    in_transaction(postgres_url, lambda c: _log(c, "2026-11-30 23:59:59.999+00"))
    in_transaction(postgres_url, lambda c: _log(c, "2028-11-01 00:00:00+00"))
    assert in_transaction(postgres_url, _homes) == ["disclosure_subject_2026_11", "disclosure_subject_other"]
    made = in_transaction(postgres_url, lambda c: add_partitions(c, date(2028, 11, 1), 1))
    assert made == ["disclosure_event_2028_11", "disclosure_subject_2028_11"]
    assert in_transaction(postgres_url, _homes) == ["disclosure_subject_2026_11", "disclosure_subject_2028_11"]
    assert in_transaction(postgres_url, lambda c: add_partitions(c, date(2028, 11, 1), 1)) == []


def test_partitions_have_the_index_of_their_table(postgres_url: str) -> None:
    schema_upgrade.upgrade(postgres_url, today=TODAY)
    count = "SELECT count(*) FROM pg_indexes WHERE tablename = 'disclosure_subject_2026_11'"
    assert in_transaction(postgres_url, lambda c: c.scalar(text(count))) == 1
    count = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'disclosure_event'::regclass"
    assert in_transaction(postgres_url, lambda c: c.scalar(text(count))) == 25
