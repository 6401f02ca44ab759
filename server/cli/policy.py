"""`tonghu policy`: check, print and explain the policies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from authz.build import Policies

policy = typer.Typer(help="The policies: check them, print what they give, ask why.", no_args_is_help=True)

Folder = Annotated[Path | None, typer.Option("--policies", help="Folder of the policies [TONGHU_POLICIES].")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(policy, name="policy")


def load(folder: Path | None) -> Policies:
    """The policies; ends with exit code 1 and every fault, a line each, where they have any."""
    from authz.problems import PolicyError
    from core.clock import SystemClock
    from core.settings import settings
    from server.policies import open_policies

    try:
        return open_policies(settings(), SystemClock(), folder)
    except PolicyError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


@policy.command("check")
def check(folder: Folder = None) -> None:
    """Name every fault of the policies by file and line, and warn of poor style. With a fault no service starts.

    Example: tonghu policy check
    """
    from authz.check import check_policies, warn_policies
    from db.tables.indexes import index_columns

    policies = load(folder)
    for warning in warn_policies(policies):
        typer.echo(f"warning: {warning}", err=True)
    problems = check_policies(policies, index_columns())
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"ok: {len(policies.declared.concrete)} subjects, policy version {policies.version[:12]}")


@policy.command("table")
def table(
    subject: Annotated[str | None, typer.Argument(help="A subject; by default every one.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write policies/effective/<subject>.txt instead.")] = False,
    folder: Folder = None,
) -> None:
    """Print the effective table: per entity its rows in words, then each member with action, door and legal basis.

    Example: tonghu policy table school
    """
    from authz.effective import effective_text
    from core.settings import settings
    from server.policies import policy_folder

    policies = load(folder)
    root = policy_folder(settings(), folder)
    for name in [subject] if subject else policies.declared.concrete:
        if name not in policies.declared.concrete:
            typer.echo(f"tonghu: no subject {name!r}; known: {', '.join(policies.declared.concrete)}", err=True)
            raise typer.Exit(1)
        text = effective_text(policies, name)
        if write:
            (root / "effective" / f"{name}.txt").write_text(text, encoding="utf-8")
        else:
            typer.echo(text)


@policy.command("why")
def why(
    subject: Annotated[str, typer.Argument(help="A subject, e.g. school.")],
    cell: Annotated[str, typer.Argument(help="Entity.member, e.g. Child.identityNumber.")],
    folder: Folder = None,
) -> None:
    """Say why a subject sees a member, or not: lines and rules that took part, the one that decided, legal basis, door.

    Example: tonghu policy why police Report.reporterName
    """
    from authz.explain import explain_lines
    from authz.explain import why as explain

    policies = load(folder)
    entity, _, member = cell.partition(".")
    try:
        explanation = explain(policies, subject, entity, member)
    except KeyError as error:
        typer.echo(f"tonghu: unknown: {error.args[0]!r}", err=True)
        raise typer.Exit(1) from None
    for line in explain_lines(explanation):
        typer.echo(line)
