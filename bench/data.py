"""The data of the bench: made once, kept under `var/bench`, dated today so that doors are open."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress

from db.schema_upgrade import head
from db.seed.load import seed
from db.seed.options import SeedOptions
from db.sqlite_file import log_path
from tests.postgres import PostgresServer

FOLDER = Path("var/bench")
FOCUS_TOWN, FOCUS_CHILDREN = "500112131", 3_000
"""In the comparison of sizes, a town whose children are the caller's visible set, whatever the whole."""
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "shared_buffers": "1GB"}


def options(children: int, focused: bool) -> SeedOptions:
    """Demo data of a size; `focused`: with the town of the comparison."""
    focus = {"focus_town": FOCUS_TOWN, "focus_children": FOCUS_CHILDREN} if focused else {}
    return SeedOptions(children=children, **focus).at(datetime.now(UTC))  # type: ignore[arg-type] # two kinds of values


def _seed(url: str, made: SeedOptions, title: str) -> None:
    with Progress() as bar:
        task = bar.add_task(title, total=made.children)
        seed(url, made, lambda done, _: bar.update(task, completed=done))


def sqlite_url(children: int, focused: bool) -> str:
    """A SQLite file with the data, made on the day it is first asked for, and anew when there is another revision."""
    day = datetime.now(UTC).date().isoformat()
    path = (FOLDER / f"{children}{'-focused' if focused else ''}-{day}-{head()}.db").resolve()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        for left in (part, Path(log_path(str(part)))):
            left.unlink(missing_ok=True)
        _seed(f"sqlite:///{part}", options(children, focused), f"SQLite, {children:,} children")
        Path(log_path(str(part))).rename(log_path(str(path)))
        part.rename(path)
    return f"sqlite:///{path}"


@contextlib.contextmanager
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL that writes durably."""
    with PostgresServer(**DURABLE) as server:
        yield server


def postgresql_url(server: PostgresServer, children: int, focused: bool) -> str:
    """A database of the server with the data."""
    url = server.create_database()
    _seed(url, options(children, focused), f"PostgreSQL, {children:,} children")
    return url
