"""`tonghu serve` and `tonghu demo`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from server.cli.data import failures_said

if TYPE_CHECKING:
    from core.settings import Settings

Host = Annotated[str | None, typer.Option(help="Address to listen on [TONGHU_HOST, 127.0.0.1].")]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes a free one [TONGHU_PORT, 8000].")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("serve")(serve)
    app.command("demo")(demo)


def serve(host: Host = None, port: Port = None) -> None:
    """Serve /graphql, /health/live and /health/ready until SIGTERM; requests in hand are finished.

    The public keys that sign tokens come from TONGHU_JWKS (a file or a URL); without them only callers without a
    token are served. The demo's keys are refused.

    Example: TONGHU_DATABASE_URL=postgresql+asyncpg://tonghu@localhost/tonghu TONGHU_JWKS=keys.json tonghu serve
    """
    from core.settings import settings

    chosen = _with(settings(), host, port)
    run_until_signal(chosen, demo=False, on_started=lambda address: typer.echo(f"{address}/graphql"))


def demo(
    host: Host = None,
    port: Port = None,
    children: Annotated[int, typer.Option(min=1_000, max=1_000_000, help="Children, where none are yet.")] = 20_000,
) -> None:
    """Make a database of invented children in Yubei if there is none, serve it, print tokens and queries to paste.

    The page at / is the Explorer: choose a caller, run queries, read the legal basis of every field.

    Example: tonghu demo --port 8080
    """
    from authz.problems import PolicyError
    from core.settings import settings
    from server.demo import prepare

    chosen = _with(settings(), host, port)
    try:
        with failures_said():
            prepared = prepare(chosen, children)
    except PolicyError as error:
        typer.echo(f"tonghu: {error}", err=True)
        raise typer.Exit(1) from None
    run_until_signal(prepared.settings, demo=True, on_started=lambda address: typer.echo(prepared.text(address)))


def _with(chosen: Settings, host: str | None, port: int | None) -> Settings:
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return chosen.model_copy(update=given)


def run_until_signal(chosen: Settings, demo: bool, on_started: Callable[[str], None]) -> None:
    """Serves; ends with exit code 1 and the reason where the policies, the keys or the address cannot be used."""
    import uvloop

    from authz.problems import PolicyError
    from core.observe import configure
    from server.keys import KeySetError
    from server.wiring import ConfigurationError

    configure(chosen.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            runner.run(_serve(chosen, demo, on_started))
        except (PolicyError, KeySetError, ConfigurationError) as error:
            typer.echo(f"tonghu: {error}", err=True)
            raise typer.Exit(1) from None


async def _serve(chosen: Settings, demo: bool, on_started: Callable[[str], None]) -> None:
    from server.minting import demo_key
    from server.process import settle
    from server.serve import make_server
    from server.wiring import build

    parts = await build(chosen, demo, explorer=demo_key() if demo else None)
    settle()
    try:
        server = make_server(parts.app, chosen.host, chosen.port, chosen.shutdown_seconds, on_started)
        await server.serve()
    finally:
        await parts.close()
