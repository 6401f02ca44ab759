"""`tonghu token` and `tonghu organisations`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from server.registry import OrganisationLine


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("token")(token)
    app.command("organisations")(organisations)


def token(
    organisation: Annotated[
        str | None, typer.Option(help="Its public id, as `tonghu organisations` lists it; with --role.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="reader, officer, auditor, policy_editor, policy_approver or operator.")
    ] = None,
    guardian: Annotated[
        str | None, typer.Option(help="Public id of a guardian, carer or relative who acts for himself; with --subject.")
    ] = None,
    subject: Annotated[str, typer.Option(help="guardian, entrusted_guardian or near_relative.")] = "guardian",
    person: Annotated[str | None, typer.Option(help="A person's public id; else the first with the role.")] = None,
    purpose: Annotated[str | None, typer.Option(help="Keep only doors of this purpose beside duty.")] = None,
    minutes: Annotated[int, typer.Option(min=1, max=525_600, help="How long the token is valid.")] = 720,
    signing_key: Annotated[Path | None, typer.Option(help="File with a private JWK; else the demo's own.")] = None,
) -> None:
    """Print a token of a person of an organisation, or of a guardian who acts for himself, and nothing else.

    Signed with the demo's key under var/demo, it is good for `tonghu demo` only.

    Example: tonghu token --organisation "$(tonghu organisations --kind school --json | jq -r '.[0].id')" --role officer
    """
    from core.errors import TonghuError
    from core.settings import settings
    from server.registry import make_own_token, make_token

    try:
        if guardian is not None and organisation is None and role is None:
            made = asyncio.run(make_own_token(settings(), guardian, subject, minutes, signing_key))
        elif guardian is None and organisation is not None and role is not None:
            made = asyncio.run(make_token(settings(), organisation, role, person, purpose, minutes, signing_key))
        else:
            raise ValueError("give --organisation and --role, or --guardian and --subject")
    except (LookupError, ValueError, TonghuError) as error:
        stop(error)
    typer.echo(made)


def organisations(
    kind: Annotated[str | None, typer.Option(help="unit, town, village, school, ...")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit that it is or belongs to: police, court, ...")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list of {id, kind, unit, name}.")] = False,
) -> None:
    """List the organisations on file.

    Example: tonghu organisations --unit police --json
    """
    import orjson

    from core.errors import TonghuError
    from core.settings import settings
    from server.registry import list_organisations

    try:
        found = asyncio.run(list_organisations(settings(), kind, unit))
    except TonghuError as error:
        stop(error)
    if as_json:
        typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    else:
        _table(found)


def _table(found: list[OrganisationLine]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "kind", "unit", "name")
    for line in found:
        table.add_row(line["id"], line["kind"], line["unit"] or "", line["name"])
    Console().print(table)


def stop(error: Exception) -> NoReturn:
    """Ends with exit code 1 and the reason in one line."""
    typer.echo(f"tonghu: {error}", err=True)
    raise typer.Exit(1)
