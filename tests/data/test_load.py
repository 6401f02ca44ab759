"""Loading: what was generated stands in both databases, and goes on working there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from db.schema_upgrade import in_transaction
from db.seed import load
from db.seed.generate import generate
from db.seed.load import seed
from db.seed.options import SeedOptions
from db.seed.targets import NotEmptyError
from db.tables import metadata
from tests.conftest import SEED
from tests.data.introspect import schema_of


def generated() -> dict[str, list[tuple[Any, ...]]]:
    out: dict[str, list[tuple[Any, ...]]] = {}
    for name, rows in generate(SEED):
        out.setdefault(name, []).extend(rows)
    return out


def test_the_database_holds_what_was_generated(seeded: str) -> None:
    for name, rows in generated().items():
        table = metadata.tables[name]
        stored = in_transaction(seeded, lambda c, t=table: [tuple(r) for r in c.execute(select(t).order_by(t.c.id))])
        assert stored == sorted(rows)


def test_demo_data_is_not_mixed_with_other_data(own: str) -> None:
    before = in_transaction(own, lambda c: c.scalar(select(func.count()).select_from(metadata.tables["child"])))
    with pytest.raises(NotEmptyError):
        seed(own, SEED)
    after = in_transaction(own, lambda c: c.scalar(select(func.count()).select_from(metadata.tables["child"])))
    assert before == after == SEED.children


def test_new_rows_go_on_after_the_last_key(own: str) -> None:
    unit = metadata.tables["unit"]
    insert = unit.insert().values(public_id="unt_x", code="x", name="x")
    key = in_transaction(own, lambda c: c.execute(insert).inserted_primary_key)
    assert key is not None and key[0] == 25


def test_a_big_load_makes_the_same_schema_again(empty_url: str, seeded: str, monkeypatch: pytest.MonkeyPatch,
                                                request: pytest.FixtureRequest) -> None:  # fmt: skip
    monkeypatch.setattr(load, "BIG", 0)
    same_kind = "seeded_sqlite" if empty_url.startswith("sqlite") else "seeded_postgres"
    other = request.getfixturevalue(same_kind)
    told: list[tuple[int, int]] = []
    summary = seed(empty_url, SEED, lambda done, total: told.append((done, total)))
    assert told[-1] == (SEED.children, SEED.children)
    assert summary.rows["child"] == SEED.children
    assert set(in_transaction(empty_url, schema_of)) == set(in_transaction(other, schema_of))


def test_a_failed_load_leaves_an_empty_database(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(options: SeedOptions) -> Any:
        for number, batch in enumerate(generate(options)):
            if number == 8:
                raise RuntimeError("interrupted")
            yield batch

    monkeypatch.setattr(load, "generate", broken)
    with pytest.raises(RuntimeError, match="interrupted"):
        seed(empty_url, SEED)
    count = select(func.count()).select_from(metadata.tables["village"])
    assert in_transaction(empty_url, lambda c: c.scalar(count)) == 0
    monkeypatch.undo()
    assert seed(empty_url, SEED).rows["child"] == SEED.children


def test_a_loaded_file_is_durable_and_checked(own_sqlite: str) -> None:
    path = Path(own_sqlite.removeprefix("sqlite:///"))
    assert path.stat().st_size > 1_000_000
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    found = in_transaction(own_sqlite, lambda c: [c.scalar(text(f"PRAGMA {p}")) for p in pragmas])
    assert found == ["wal", 2, 1]
    assert in_transaction(own_sqlite, lambda c: c.scalar(text("PRAGMA integrity_check"))) == "ok"
