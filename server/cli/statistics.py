"""`tonghu statistics`: publish the tables of a period, list what is published."""

from __future__ import annotations

from typing import Annotated

import typer

statistics = typer.Typer(help="Published statistics: publish the tables of a period, list them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(statistics, name="statistics")


@statistics.command("publish")
def publish(
    period: Annotated[str, typer.Option("--period", help="A month that is over (2026-02) or a year that is over (2025).")],
) -> None:
    """Publish every table that is due for a period, from the records of TONGHU_DATABASE_URL. There is no way back.

    Counts under published_minimum of policies/numbers.yaml are suppressed, the others rounded to published_base, and whatever
    would follow from the rest is suppressed too. A published table is never changed and never published again, so records that
    come late are not counted: publish when the month's work is on file.

    A month has the tables by month, a year those by year. Children and pupils are counted as things stand, so their tables are
    published for the month that has just ended, and left out for earlier ones.

    Example: tonghu statistics publish --period 2026-02
    """
    from authz.protection import protection_of
    from core.clock import SystemClock, work_date
    from core.settings import settings
    from db.schema_upgrade import in_transaction
    from db.statistics import NotPublishableError
    from db.statistics import publish as run
    from server.cli.data import failures_said
    from server.cli.policy import load

    protection = protection_of(load(None).declared.numbers)
    today = work_date(SystemClock().now())
    with failures_said():
        try:
            issues = in_transaction(settings().database_url, lambda connection: run(connection, period, today, protection))
        except NotPublishableError as error:
            typer.echo(f"tonghu: {error}", err=True)
            raise typer.Exit(1) from None
    for issue in issues:
        typer.echo(f"{period}  {issue.name:<18}  {issue.cells} rows, {issue.suppressed} figures suppressed")


@statistics.command("list")
def show() -> None:
    """List the tables that are published, newest period first, with the numbers that protect them.

    Example: tonghu statistics list
    """
    from core.settings import settings
    from db.schema_upgrade import in_transaction
    from db.statistics import listed
    from schema.published import PUBLISHED
    from server.cli.data import failures_said

    with failures_said():
        rows = in_transaction(settings().database_url, listed)
    for row in rows:
        typer.echo(
            f"{row.period:<7}  {row.name:<18}  published {row.published_on}  {row.cells} rows  under {row.minimum} suppressed, "
            f"rounded to {row.base}  {PUBLISHED[row.name].label}"
        )
    if not rows:
        typer.echo("nothing is published yet; try: tonghu statistics publish --period 2026-02", err=True)
