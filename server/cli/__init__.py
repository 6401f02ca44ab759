"""The command `tonghu`. Each command's module is imported when its help or the command itself is asked for."""

from __future__ import annotations

import sys

import typer

from authz.problems import PolicyError
from core.settings import SettingsError
from db.sqlite_memory import without_memory_statistics
from server.cli import ask, data, policy, run, sdl, statistics, tour
from server.process import start

app = typer.Typer(
    name="tonghu",
    help="童护：农村留守儿童关爱保护共享数据的 GraphQL 接口 / The GraphQL API over a district's shared data on "
    "rural left-behind children.\n\nTry first:  tonghu demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
run.register(app)
data.register(app)
ask.register(app)
sdl.register(app)
policy.register(app)
statistics.register(app)
tour.register(app)


def main() -> None:
    """Entry point of the command."""
    start()
    without_memory_statistics()
    try:
        app()
    except (SettingsError, PolicyError) as error:
        sys.exit("\n".join(f"tonghu: {line}" for line in str(error).splitlines()))
