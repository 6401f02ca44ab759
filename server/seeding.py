"""Fills a database with invented data, with a progress bar on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.clock import SystemClock
from db.divisions import Region
from db.seed.load import SeedSummary, seed
from db.seed.options import SeedOptions


def seed_with_bar(url: str, children: int, random_seed: int = 1, region: Region = Region.YUBEI) -> SeedSummary:
    """Seeds `children` children of a region dated from today, so that referrals and emergencies are open.

    Raises NotEmptyError where the database has children already.
    """
    options = SeedOptions(children=children, seed=random_seed, region=region).at(SystemClock().now())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("儿童 / children", total=children)
        return seed(url, options, lambda made, _asked: bar.update(task, completed=made))
