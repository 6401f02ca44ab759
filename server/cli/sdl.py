"""`tonghu sdl`: print the schemas that subjects see, write, check and compare the committed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from server.cli.ask import stop
from server.cli.policy import Folder, load

if TYPE_CHECKING:
    from authz.build import Policies
    from schema.changes import Change
    from server.views import Told

Subject = Annotated[str | None, typer.Option(help="A subject of the policies: school, police, public, ...")]
Role = Annotated[str, typer.Option(help="Role of the printed view; of no account for callers without a role.")]
All = Annotated[bool, typer.Option("--all", help="Every subject of the policies.")]
Write = Annotated[
    bool, typer.Option("--write", help="Write schema/views/<subject>.graphql, with --all the whole too, instead of printing.")
]
Check = Annotated[bool, typer.Option("--check", help="Say where committed schemas are not what the policies give.")]
Against = Annotated[
    str | None, typer.Option(metavar="REF|FOLDER", help="What changed since a git ref, or since a folder of schemas.")
]
AsJson = Annotated[bool, typer.Option("--json", help="With --against: a JSON list of {subject, severity, code, text}.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sdl")(sdl)


def sdl(
    subject: Subject = None,
    role: Role = "officer",
    every: All = False,
    write: Write = False,
    check: Check = False,
    against: Against = None,
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """Print the GraphQL schema that a subject sees, or the whole one that no caller sees.

    The schemas of all subjects, in the role officer, are committed as schema/views/<subject>.graphql, so that a
    change of the policies is reviewed as what it does to clients, and clients are generated from files.

    tonghu sdl --all --write          after an edit of the policies: bring them up to date

    tonghu sdl --check                exit code 1 and a diff where they are not (as `make check` does)

    tonghu sdl --against origin/main  what changed since: BREAKING (a document may be refused, or an answer have
    another form), dangerous (a value that a client may not know), safe; exit code 1 where something breaks

    Example: tonghu sdl --subject court
    """
    if sum((write, check, against is not None)) > 1:
        stop(ValueError("--write, --check and --against do different things; name one"))
    if every and subject is not None:
        stop(ValueError("--all means every subject; leave out --subject"))
    if as_json and against is None:
        stop(ValueError("--json is the form of a comparison; it goes with --against"))
    if not (every or write or check or against is not None or subject):
        if folder is not None:
            stop(ValueError("the whole schema is the same under all policies; with --policies name a --subject, or --all"))
        from schema.sdl import print_sdl

        typer.echo(print_sdl(None), nl=False)
        return
    policies = load(folder)
    chosen = _chosen(policies, subject)
    if write or check:
        _committed(policies, chosen, write, whole=subject is None)
    elif against is not None:
        _compare(policies, chosen, against, as_json, whole=subject is None)
    else:
        _print(policies, chosen, role)


def _chosen(policies: Policies, subject: str | None) -> tuple[str, ...]:
    known = policies.declared.concrete
    if subject is not None and subject not in known:
        stop(LookupError(f"no subject {subject!r}; known: {', '.join(known)}"))
    return known if subject is None else (subject,)


def _print(policies: Policies, subjects: Iterable[str], role: str) -> None:
    from authz.caller import Role as Roles
    from server.views import subject_sdl

    if role not in tuple(Roles):
        stop(LookupError(f"no role {role!r}; known: {', '.join(Roles)}"))
    typer.echo("\n".join(subject_sdl(policies, subject, role) for subject in subjects), nl=False)


def _committed(policies: Policies, subjects: tuple[str, ...], write: bool, whole: bool) -> None:
    from server.policies import PROJECT
    from server.views import FOLDER, all_sdl, differences, read_folder, whole_differences, write_folder, write_whole

    with _progress(len(subjects)) as told:
        made = all_sdl(policies, subjects, told)
    folder = PROJECT / FOLDER
    there = read_folder(folder) if any(folder.glob("*.graphql")) else {}
    kept = {} if whole else {name: text for name, text in there.items() if name not in made}
    if write:
        touched = [*(write_whole() if whole else ()), *write_folder(folder, {**kept, **made})]
        typer.echo(f"{FOLDER}: {len(made)} schemas, {len(touched)} changed" + (f": {', '.join(touched)}" if touched else ""))
        return
    lines = [*(whole_differences() if whole else ()), *differences({n: t for n, t in there.items() if n not in kept}, made)]
    for line in lines:
        typer.echo(line)
    if lines:
        stop(ValueError(f"{FOLDER} is not what policies and catalog give; if the change is meant: tonghu sdl --all --write"))
    typer.echo(f"ok: {len(made)} schemas in {FOLDER} are what the policies give")


def _compare(policies: Policies, subjects: tuple[str, ...], against: str, as_json: bool, whole: bool) -> None:
    from schema.changes import Severity, compare_all
    from server.views import all_sdl, read_either

    try:
        before: Mapping[str, str] = read_either(against)
    except LookupError as error:
        stop(error)
    if not whole:
        before = {name: text for name, text in before.items() if name in subjects}
    with _progress(len(subjects)) as told:
        changes = compare_all(before, all_sdl(policies, subjects, told))
    if as_json:
        import orjson

        typer.echo(orjson.dumps(changes, option=orjson.OPT_INDENT_2).decode())
    else:
        _table(changes, against)
    if any(c.severity is Severity.BREAKING for c in changes):
        raise typer.Exit(1)


def _table(changes: list[Change], against: str) -> None:
    from collections import Counter

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from schema.changes import Severity

    console = Console()
    if not console.is_terminal:
        console.width = 160  # a log has no width to fit
    counts = Counter(c.severity for c in changes)
    if changes:
        table = Table("subject", "change", "what", "in words")
        for c in changes:
            said = c.severity.upper() if c.severity is Severity.BREAKING else c.severity.value
            table.add_row(c.subject, said, c.code, Text(c.text))
        console.print(table)
    summary = ", ".join(f"{counts[s]} {s.value}" for s in Severity)
    typer.echo(f"{summary} since {against}; subjects concerned: {len({c.subject for c in changes})}")


@contextmanager
def _progress(total: int) -> Iterator[Told]:
    """Names the subject at hand and how many are left, on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def told(subject: str) -> None:
            bar.update(task, description=subject, advance=1)

        yield told
