"""`tonghu seed` and `tonghu db`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from db.divisions import Region

database = typer.Typer(help="Tables of the database: `tonghu db upgrade` makes or updates them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("seed")(seed)
    app.add_typer(database, name="db")


@database.command("upgrade")
def upgrade() -> None:
    """Bring the tables of TONGHU_DATABASE_URL to the newest revision. Safe to repeat.

    Example: TONGHU_DATABASE_URL=sqlite:///var/tonghu.db tonghu db upgrade
    """
    from core.settings import settings
    from db.schema_upgrade import upgrade as run

    with failures_said():
        run(settings().database_url)


@database.command("downgrade")
def downgrade(
    revision: Annotated[str, typer.Argument(help="Revision to go back to, or `base` for no tables at all.")],
) -> None:
    """Take the tables back to a revision. What the later revisions hold is lost.

    Example: tonghu db downgrade 0002
    """
    from core.settings import settings
    from db.schema_upgrade import downgrade as run

    with failures_said():
        run(settings().database_url, revision)


@database.command("duties")
def duties() -> None:
    """Make all duties from the records anew: after loading records, after a change of the rules, and every night.

    Example: tonghu db duties
    """
    from authz.duties import duties_on
    from core.clock import SystemClock, work_date
    from core.settings import settings
    from db.duties import refresh_duties
    from db.schema_upgrade import in_transaction
    from server.policies import policy_folder

    now = SystemClock().now()
    with failures_said():
        rules = duties_on(work_date(now), policy_folder(settings()))
        standing = in_transaction(settings().database_url, lambda connection: refresh_duties(connection, rules, now))
    typer.echo(f"{standing} duties by {len(rules.rules)} rules")


@database.command("retention")
def retention() -> None:
    """End, archive and erase the records of children that are due: every night, just after midnight (Asia/Shanghai).

    Children who turned 16 leave every view, as `endRecord` of their town would have it; who has a case open that the town sees is
    named as waiting, and leaves when it is closed. Children whom a case kept go when none runs any more. What has been archived for
    record_retention_years of policies/numbers.yaml is erased: there is no way back. Safe to repeat, and beside a running service.

    Example: tonghu db retention
    """
    from core.clock import SystemClock
    from core.errors import TonghuError
    from core.settings import settings
    from server.retention import keep_retention
    from server.wiring import ConfigurationError

    with failures_said():
        try:
            done = keep_retention(settings(), SystemClock())
        except (ConfigurationError, TonghuError) as error:
            typer.echo(f"tonghu: {error}", err=True)
            raise typer.Exit(1) from None
    typer.echo(f"{done.ended:>7} ended: turned 16")
    typer.echo(f"{done.waiting:>7} waiting: turned 16, and a case that the town sees is open")
    typer.echo(f"{done.let_go:>7} archived: the case that had kept the child is closed")
    typer.echo(f"{done.erased:>7} erased: the time is over")
    if done.failed:
        typer.echo(f"{done.failed:>7} failed: the log says where; the next run comes back to them", err=True)
        raise typer.Exit(1)


def seed(
    children: Annotated[int, typer.Option(min=1_000, max=1_000_000, help="Children on file.")] = 20_000,
    random_seed: Annotated[int, typer.Option("--seed", help="The same number gives the same data.")] = 1,
    region: Annotated[
        Region, typer.Option(help="Over which divisions: the district of Yubei, or every district of Chongqing.")
    ] = Region.YUBEI,
) -> None:
    """Fill the database with invented children, families, schools and cases over the real divisions of a region.

    A quarter of the children are left-behind. Nobody in it can be a real person. The tables must be empty.

    Example: tonghu db upgrade && tonghu seed --children 100000 --region chongqing
    """
    from core.settings import settings
    from server.seeding import seed_with_bar

    with failures_said():
        seed_with_bar(settings().database_url, children, random_seed, region)


@contextmanager
def failures_said() -> Iterator[None]:
    """Ends with exit code 1 and one line where the database is away, locked or not as it must be."""
    from alembic.util import CommandError
    from asyncpg import PostgresError
    from sqlalchemy.exc import SQLAlchemyError

    from db.seed.load import NotEmptyError

    try:
        yield
    except (NotEmptyError, SQLAlchemyError, CommandError, PostgresError, sqlite3.Error, OSError) as error:
        typer.echo(f"tonghu: {str(error).splitlines()[0] if str(error) else type(error).__name__}", err=True)
        raise typer.Exit(1) from None
