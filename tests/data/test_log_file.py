"""SQLite's disclosure log in a file of its own: how rows get there, and what its writer promises."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import TonghuError
from db import schema_upgrade
from db.log_writer import LARGEST_BATCH, Entry, LogWriter
from db.migrations import log_file
from db.sqlite_file import connect, connect_log, log_path

AT = "2026-11-25T00:00:00.000Z"
COUNTS = "SELECT (SELECT count(*) FROM disclosure_event), (SELECT count(*) FROM disclosure_subject)"


def event(at: int) -> list[object]:
    return [at, AT, 1, 2, "officer", None, "town", "o", "p", "d", "read", 3, None]


def entry(at: int) -> Entry:
    return Entry(event(at), [at, AT, f"[[65536,{at},1],[131072,7,5]]"])


def old_log(path: Path) -> None:
    """A database of the revision before, with an event and two persons in it."""
    schema_upgrade.upgrade(f"sqlite:///{path}")
    schema_upgrade.downgrade(f"sqlite:///{path}", "0007")
    with closing(sqlite3.connect(path)) as records:
        records.execute("INSERT INTO disclosure_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event(1))
        records.executemany("INSERT INTO disclosure_subject VALUES (1, ?, 1, ?, 0, 1)", [(AT, 5), (AT, 6)])
        records.commit()


def counts(path: Path) -> tuple[int, int]:
    with closing(connect_log(str(path))) as log:
        found: tuple[int, int] = log.execute(COUNTS).fetchone()
        return found


def _names(folder: Path) -> list[str]:
    return [str(found) for found in folder.iterdir()]


def test_rows_move_to_the_log_file_and_back(tmp_path: Path) -> None:
    path = tmp_path / "moved.db"
    old_log(path)
    schema_upgrade.upgrade(f"sqlite:///{path}")
    assert counts(path) == (1, 2)
    with closing(connect(str(path), read_only=True)) as reader:  # finds the log attached, and nothing in its way
        assert reader.execute(COUNTS).fetchone() == (1, 2)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM disclosure_event")
    schema_upgrade.downgrade(f"sqlite:///{path}", "0007")
    with closing(sqlite3.connect(path)) as records:
        assert records.execute(COUNTS).fetchone() == (1, 2)


def test_an_upgrade_that_fails_after_the_copy_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "moved.db"
    old_log(path)
    with monkeypatch.context() as broken:

        def fail(*_: object) -> None:
            raise RuntimeError("interrupted")

        broken.setattr(schema_upgrade, "add_partitions", fail)
        with pytest.raises(RuntimeError, match="interrupted"):
            schema_upgrade.upgrade(f"sqlite:///{path}")
    assert schema_upgrade.current(f"sqlite:///{path}") == "0007"
    schema_upgrade.upgrade(f"sqlite:///{path}")
    assert counts(path) == (1, 2)


def test_a_database_in_memory_has_no_place_for_its_log() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        schema_upgrade.in_transaction("sqlite://", lambda c: log_file.move_out(c, ()))


async def test_what_waits_together_is_written_together_and_closing_waits_for_it(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    schema_upgrade.upgrade(f"sqlite:///{path}")
    writer = LogWriter(str(path))
    many = 3 * LARGEST_BATCH + 1
    waiting = [asyncio.ensure_future(writer.write(entry(n))) for n in range(many)]
    waiting.append(asyncio.ensure_future(writer.write(Entry(event(many), None))))
    await asyncio.sleep(0)
    waiting[0].cancel()  # whoever asked is gone; the entry stays
    await asyncio.gather(*waiting, return_exceptions=True)
    last = asyncio.ensure_future(writer.write(entry(many + 1)))
    await asyncio.sleep(0)
    await writer.close()
    await last
    assert counts(path) == (many + 2, 2 * (many + 1))
    with closing(connect_log(str(path))) as log:
        assert log.execute("SELECT * FROM disclosure_subject WHERE event_id = 1 ORDER BY 3").fetchall() == [
            (1, AT, 1, 1, 0, 1), (1, AT, 2, 7, 0, 5),
        ]  # fmt: skip


async def test_without_the_file_nothing_is_written_and_with_it_the_writer_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    writer = LogWriter(str(path))
    with pytest.raises(TonghuError) as refused:
        await writer.write(entry(1))
    assert refused.value.code == "LOG_UNAVAILABLE"
    assert log_path(str(path)) not in _names(tmp_path)
    schema_upgrade.upgrade(f"sqlite:///{path}")
    await writer.write(entry(1))
    await writer.close()
    assert counts(path) == (1, 2)
