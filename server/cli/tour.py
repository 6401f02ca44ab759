"""`tonghu tour`: the emergency chain as a story in the terminal."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from server.cli.data import failures_said

if TYPE_CHECKING:
    from server.story.telling import Told

CHILDREN = 1_000
"""As few as the generator makes."""


class Language(StrEnum):
    """In which language the story is told."""

    zh = "zh"
    en = "en"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("tour")(tour)


def tour(
    lang: Annotated[Language, typer.Option("--lang", help="Language of headings and messages.")] = Language.en,
    step: Annotated[bool, typer.Option("--step", help="Wait for Enter after each step.")] = False,
) -> None:
    """Play the emergency chain as a story: report, response, notice, assessment, petition, ruling, feedback.

    Each step is really asked, of a database of invented children made for it and removed afterwards, with a token of the
    caller. A step prints who asks, the operation (>), the answer (<), and what the others see then, or do not see.
    A step that were not answered as the policies promise would end the tour with exit code 1.

    Example: tonghu tour --lang zh --step
    """
    from core.observe import configure
    from core.settings import settings
    from server.seeding import seed_with_bar
    from server.story.printing import Printer
    from server.story.stage import staged
    from server.story.tale import tell
    from server.story.telling import UnexpectedAnswerError

    configure("error")
    printer: Printer | None = None

    def hear(told: Told) -> None:
        assert printer is not None  # noqa: S101 - the story begins below it
        printer(told)

    try:
        with failures_said(), staged(settings(), lambda url: seed_with_bar(url, CHILDREN), hear, lang.value) as (story, cast):
            wait = _wait if step else _go_on
            printer = Printer(cast, lang.value, typer.echo, sys.stdout.isatty(), wait)
            tell(story)
    except (LookupError, UnexpectedAnswerError) as error:
        typer.echo(f"tonghu: {error}", err=True)
        raise typer.Exit(1) from None
    said = "步,全部如政策所定。" if lang is Language.zh else "steps, each answered as the policies say."
    typer.echo(f"\n{printer.steps} {said}")


def _wait() -> None:
    typer.prompt("   ⏎", default="", show_default=False, prompt_suffix=" ")


def _go_on() -> None:
    """Waits for nothing."""
