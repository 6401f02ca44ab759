"""The nightly run over the records of children, with a progress bar on a terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.clock import Clock
from core.settings import Settings
from resolvers.retention import Night, Retention
from server.databases import open_database
from server.policies import served_policies
from server.wiring import check_tables, read_secret


def keep_retention(s: Settings, clock: Clock) -> Night:
    """Does what is due tonight in the database of the settings.

    Raises PolicyError, ConfigurationError where the tables are of another revision, TonghuError where the database is away.
    """
    return asyncio.run(_keep(s, clock))


async def _keep(s: Settings, clock: Clock) -> Night:
    policies, database = served_policies(s, clock), open_database(s)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        await check_tables(database)
        run = Retention(database, policies, clock, read_secret(Path(s.secret_file)))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            tasks = {what: bar.add_task(what, total=None, visible=False) for what in ("ending", "letting go", "erasing")}
            return await run.run(
                lambda what, done, of: bar.update(tasks[what], completed=done, total=of, visible=True)
            )
    finally:
        await database.close()
